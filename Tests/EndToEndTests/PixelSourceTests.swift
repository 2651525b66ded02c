import FolioTestSupport
import Foundation
import Testing

/// Where pixels come from: the remote's files, a folder, pictures of other programs.
@Suite(.serialized, .sharedSandbox) struct PixelSourceTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try #require(SharedSandbox.current)
        try sandbox.clearFaults()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    /// Items among those that are listed whose original is held.
    private func held() throws -> Int {
        let items = try programs.folio("list", "--json").json["items"] as? [[String: Any]] ?? []
        return items.count { $0["has_pixels"] as? Bool == true }
    }

    private func folder(_ name: String) throws -> URL {
        let folder = programs.folder.appendingPathComponent(name, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Where the original of the newest item lies.
    private func original() throws -> URL {
        let path = try programs.folio("show", "last", "--json").json["original"] as? String
        return URL(fileURLWithPath: try #require(path))
    }

    @Test func fetchingGoesOnAfterAConnectionWasCut() throws {
        for prompt in ["a red boat", "a blue boat"] {
            #expect(try programs.generate(prompt).code == 0)
        }
        #expect(try programs.forgetOriginals())
        #expect(try held() == 0)
        // Every try of the first file is cut off.
        try sandbox.fault("cut-body,bytes=40,times=0", route: "GET /_files/*")

        let cut = try programs.folio("media", "fetch")
        #expect(cut.code != 0, "\(cut.errors)")
        #expect(try held() == 0)
        try sandbox.clearFaults()
        let rest = try programs.folio("media", "fetch")

        #expect(rest.code == 0, "\(rest.errors)")
        #expect(try held() == 2)
        #expect(try programs.folio("doctor", "--json").output.contains("damaged") == false)
    }

    @Test func whatIsNoPictureIsNotKept() throws {
        #expect(try programs.generate("a red boat").code == 0)
        #expect(try programs.forgetOriginals())
        try sandbox.fault("html-200,times=0", route: "GET /_files/*")

        let fetch = try programs.folio("media", "fetch", "boat")

        #expect(fetch.code != 0, "\(fetch.output)")
        #expect(try held() == 0)
    }

    @Test func aWatchedFolderGivesAnItemItsOriginalWhenTheFileIsWhole() throws {
        #expect(try programs.generate("a red boat").code == 0)
        let bytes = try Data(contentsOf: try original())
        let mediaID = try #require(
            try programs.folio("show", "last", "--json").json["item"] as? [String: Any])["media_id"]
        #expect(try programs.forgetOriginals())
        let downloads = try folder("downloads")
        let file = downloads.appendingPathComponent("\(mediaID as? String ?? "boat").png")
        let watch = try programs.start(
            "folio", ["watch", downloads.path, "--interval", "1", "--json"])
        try until("it watches") {
            FileManager.default.fileExists(atPath: "/proc/\(watch.processID)")
        }

        // It grows, so that no look finds it as the look before.
        for count in 1...4 {
            try bytes.prefix(count * bytes.count / 5).write(to: file)
            usleep(600_000)
        }
        #expect(try held() == 0)
        try bytes.write(to: file)
        try until("it is adopted") { try watch.output.contains("\"adopted\"") }
        watch.signal(SIGINT)

        #expect(try watch.wait().code == 130)
        #expect(try held() == 1)
        #expect(try Data(contentsOf: file) == bytes)
        #expect(try Data(contentsOf: try original()) == bytes)
    }

    @Test func anImportThatWasInterruptedGoesOnWhereItStopped() throws {
        let pictures = try folder("pictures")
        let count = 2_500
        for number in 0..<count {
            let text = Array("boat \(number)\nSteps: 5, Seed: \(number)".utf8)
            var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xFE, 0, UInt8(text.count + 2)]
            bytes += text + [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
            try Data(bytes).write(to: pictures.appendingPathComponent("\(number).jpg"))
        }
        func total() throws -> Int {
            try programs.folio("list", "--limit", "1", "--json").json["total"] as? Int ?? -1
        }

        let first = try programs.start("folio", ["import", pictures.path])
        try until("some came in") { try total() > 0 }
        first.signal(SIGINT)
        let interrupted = try first.wait()
        let before = try total()
        let second = try programs.folio("import", pictures.path, "--json")

        #expect(interrupted.code == 130)
        #expect((1..<count).contains(before))
        #expect(second.code == 0, "\(second.errors)")
        #expect(second.json["imported"] as? Int == count - before)
        #expect(second.json["known"] as? Int == before)
        #expect(try total() == count)
    }
}

extension ProgramRunner {
    /// As if no original had ever been fetched.
    func forgetOriginals() throws -> Bool {
        let file = library.appendingPathComponent("library.sqlite").path
        return try run(
            "/usr/bin/env", ["sqlite3", file, "UPDATE mediaItem SET sha256 = NULL"]
        ).code == 0
    }
}
