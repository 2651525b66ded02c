import FolioTestSupport
import Foundation
import Testing

/// `folio service` writes one file and touches nothing else.
@Suite struct ServiceCommandTests {
    let programs: ProgramRunner

    init() throws {
        programs = try ProgramRunner()
        _ = try programs.folio("init")
    }

    private var file: URL {
        programs.folder.appendingPathComponent("config/systemd/user/folio-sync.service")
    }

    @Test func aUnitIsWrittenShownAndRemoved() throws {
        #expect(try programs.folio("service", "status").output.hasPrefix("not installed"))
        let shown = try programs.folio("service", "install", "-n", "--every", "10m")
        #expect(!FileManager.default.fileExists(atPath: file.path))

        let made = try programs.folio("service", "install", "--every", "10m")

        #expect(made.code == 0, "\(made.errors)")
        #expect(made.output == file.path + "\n")
        #expect(made.errors.contains("systemctl --user enable --now folio-sync"))
        let unit = try String(contentsOf: file, encoding: .utf8)
        #expect(shown.output == unit)
        #expect(
            unit.contains("\"--library\" \"\(programs.library.path)\" \"sync\" \"--watch\" \"10m\"")
        )
        #expect(unit.contains("ExecStart=\"\(programs.path("folio"))\""))
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect(mode as? Int == 0o644)
        let status = try programs.folio("service", "status", "--json").json
        #expect(status["installed"] as? Bool == true && status["ours"] as? Bool == true)
        #expect(try programs.folio("service", "install").code == 0)
        #expect(try programs.folio("service", "uninstall").code == 0)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func aFileOfSomeoneElseStaysUnlessForced() throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("[Service]\n".utf8).write(to: file)

        let refused = try programs.folio("service", "install")
        #expect(refused.code == 6)
        #expect(try programs.folio("service", "uninstall").code == 6)
        #expect(try String(contentsOf: file, encoding: .utf8) == "[Service]\n")
        #expect(try programs.folio("service", "install", "--force").code == 0)
    }

    @Test func withoutALibraryNothingIsWritten() throws {
        let outcome = try programs.folio("--library", "/nowhere", "service", "install")

        #expect(outcome.code == 3)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func systemdAcceptsTheUnit() throws {
        let verifier = "/usr/bin/systemd-analyze"
        guard FileManager.default.isExecutableFile(atPath: verifier) else { return }
        _ = try programs.folio("service", "install")

        let outcome = try programs.run(
            verifier, ["verify", "--user", file.path],
            environment: ["XDG_RUNTIME_DIR": programs.folder.path])

        #expect(outcome.code == 0, "\(outcome.errors)")
    }
}
