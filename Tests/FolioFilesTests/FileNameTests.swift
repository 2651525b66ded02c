import FolioFiles
import Testing

@Suite struct FileNameTests {
    @Test(arguments: [
        ("boat.png", "boat.png"), ("../../etc/passwd", "passwd"), ("..\\..\\evil.exe", "evil.exe"),
        (".hidden.png", "hidden.png"), ("-rf.png", "rf.png"), ("a\u{1B}[31mb.png", "a_[31mb.png"),
        ("a\u{202E}gnp.exe", "a_gnp.exe"), ("a\nb.png", "a_b.png"), ("CON.png", "_CON.png"),
        ("e\u{301}.png", "\u{E9}.png"), ("赤い船.png", "赤い船.png"), ("a:b?.png", "a_b_.png"),
        ("trailing. . ", "trailing"),
    ])
    func namesFromOutsideAreMadeHarmless(name: String, harmless: String) {
        let made = FileName.harmless(name)

        #expect(made.map { Array($0.utf8) } == Array(harmless.utf8))
    }

    @Test(arguments: ["", ".", "..", "/", "///", "\u{0}", "\u{202E}", "---", " "])
    func whatHasNoNameGivesNone(name: String) {
        #expect(FileName.harmless(name) == nil)
    }

    @Test func longNamesAreShortenedAndKeepTheirEnding() throws {
        let name = try #require(FileName.harmless(String(repeating: "船", count: 500) + ".png"))

        #expect(name.utf8.count <= 200 && name.hasSuffix("船.png"))
    }

    @Test func everyCharacterAloneIsHarmless() {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            guard let name = FileName.harmless("a\(scalar)b") else { continue }
            let isHarmless = name.unicodeScalars.allSatisfy {
                $0 != "/" && $0.properties.generalCategory != .control
                    && $0.properties.generalCategory != .format
            }
            #expect(isHarmless, "U+\(String(value, radix: 16))")
        }
    }
}
