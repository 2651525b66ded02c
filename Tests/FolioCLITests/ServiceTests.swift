import FolioCLI
import FolioModel
import Foundation
import Testing

@Suite struct ServiceTests {
    @Test func anArgumentMeansItselfToSystemd() {
        #expect(ServiceUnit.quoted("/a b/folio") == "\"/a b/folio\"")
        #expect(ServiceUnit.quoted(#"50% "of" \it"#) == #""50%% \"of\" \\it""#)
        #expect(ServiceUnit.quoted("$HOME") == "\"$$HOME\"")
        #expect(ServiceUnit.quoted("/$x/folio", isProgram: true) == "\"/$x/folio\"")
        #expect(ServiceUnit.quoted("a\nExecStart=/bin/sh\u{1B}") == #""a\nExecStart=/bin/sh\x1b""#)
    }

    @Test func theUnitRunsTheWatchOfThisLibrary() {
        let unit = ServiceUnit(
            program: "/opt/folio", library: "/home/me/my pictures", every: .standard)

        #expect(
            unit.text.contains(
                #"ExecStart="/opt/folio" "--library" "/home/me/my pictures" "sync" "--watch" "5m""#
                    + "\n"))
        #expect(unit.text.hasPrefix(ServiceUnit.mark + "\n"))
    }

    @Test(arguments: [
        ("30s", 30), ("5m", 300), ("2h", 7_200), ("1d", 86_400), ("90s", 90), ("5s", 5),
    ])
    func anIntervalIsReadAsItIsWritten(text: String, seconds: Int) {
        #expect(WatchInterval(argument: text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "s", "30", "4s", "0m", "-5m", "5 m", "1.5h", "31d", "5x", "99999999999999h",
    ])
    func whatIsNoIntervalIsRefused(text: String) {
        #expect(WatchInterval(argument: text) == nil)
    }

    @Test func anIntervalIsPrintedShort() {
        #expect(WatchInterval(argument: "120s")?.description == "2m")
        #expect(WatchInterval(argument: "90s")?.description == "90s")
    }
}
