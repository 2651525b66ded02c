import FolioTestSupport
import Foundation
import Testing

/// A key that is given to Folio is found in one file, and nowhere else.
@Suite struct CanaryTests {
    @Test func theKeyIsNeverPrintedStoredOrShownInTheProcessList() throws {
        let sandbox = try SandboxProcess()
        let programs = try ProgramRunner(loggedInTo: sandbox)
        let key = sandbox.key
        #expect(key.count > 20)

        try sandbox.fault("delay,seconds=30")
        let running = try programs.start("folio", ["generate", "a watched boat", "--yes"])
        try sandbox.waitForFault()
        #expect(try Self.processesShowing(key) == [])
        running.signal(SIGINT)
        var outcomes = [try running.wait()]
        #expect(outcomes[0].code == 8)

        let commands = [
            ["generate", "a boat", "--yes"],
            ["generate", "a boat", "--yes", "--json", "--verbose"],
            ["list"], ["show", "last", "--verbose", "--json"], ["status", "--json"],
            ["sync", "--verbose"], ["config", "show", "--origin"], ["config", "show", "--json"],
            ["doctor"], ["doctor", "--remote"], ["doctor", "--json"], ["accounts", "--json"],
            [
                "post", "create", "--media", "last", "--text", "t", "--account", "1", "--at", "+3d",
                "--json",
            ],
            ["post", "list", "--json"], ["spend", "--json"], ["path"], ["login", key],
        ]
        outcomes += try commands.map { try programs.run("folio", $0) }
        outcomes.append(try programs.folio("login", "--api-key-stdin", input: key))
        outcomes.append(
            try programs.folio("generate", "a", "--yes", environment: ["FOLIO_API_KEY": key + "x"]))
        try sandbox.stop()
        outcomes.append(try programs.folio("sync", "--verbose"))

        // The parser repeats an argument that it does not expect; that one was never a secret.
        for outcome in outcomes where !outcome.errors.contains("Unexpected argument") {
            #expect(!outcome.output.contains(key))
            #expect(!outcome.errors.contains(key))
        }
        #expect(try Self.files(in: programs.folder, containing: key) == ["credentials"])
    }

    private static func processesShowing(_ key: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { name in
            // A process that ended meanwhile has no command line any more.
            guard Int(name) != nil,
                let bytes = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(name)/cmdline"))
            else { return false }
            return String(decoding: bytes, as: UTF8.self).contains(key)
        }
    }

    private static func files(in folder: URL, containing key: String) throws -> [String] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { file in
            // A folder has no contents to read.
            guard let bytes = try? Data(contentsOf: file) else { return false }
            return bytes.range(of: Data(key.utf8)) != nil
        }.map(\.lastPathComponent).sorted()
    }
}
