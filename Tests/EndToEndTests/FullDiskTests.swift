import FolioTestSupport
import Foundation
import Testing

/// A disk without room: nothing is paid that could not be written down.
@Suite(.serialized, .sharedSandbox) struct FullDiskTests {
    @Test(.enabled(if: Self.canMount, "only root may mount a small disk"))
    func nothingIsPaidOnAFullDiskAndTheLibraryStaysWhole() throws {
        let sandbox = try #require(SharedSandbox.current)
        let programs = try ProgramRunner()
        let disk = try SmallDisk(in: programs)
        let library = disk.folder.appendingPathComponent("library").path
        let folio = { (arguments: [String]) in
            try programs.run(
                "folio", ["--library", library] + arguments, input: Data(sandbox.key.utf8))
        }
        #expect(try folio(["init"]).code == 0)
        #expect(
            try folio(["login", "--base-url", sandbox.baseURL, "--api-key-stdin"]).code == 0)
        let generate = ["generate", "a boat", "--model", "flux-schnell", "--yes"]
        #expect(try folio(generate).code == 0)
        try disk.fill()

        let charges = try sandbox.charges { () throws in
            let outcome = try folio(generate)
            #expect(outcome.code == 1)
            #expect(outcome.errors.contains("folio: "))
        }
        #expect(charges == 0)
        #expect(try folio(["list", "--json"]).json["total"] as? Int == 1)
        #expect(try folio(["search", "boat", "--json"]).json["total"] as? Int == 1)
        #expect(try folio(["tag", "add", "last", "--", "x"]).code == 1)

        try disk.makeRoom()
        let check = try programs.run(
            "/usr/bin/sqlite3", [library + "/library.sqlite", "PRAGMA integrity_check"])
        #expect(check.output == "ok\n")
        #expect(try folio(generate).code == 0)
        #expect(try folio(["spend", "--json"]).json["total_credits"] as? Int == 2)
    }

    @Test(.enabled(if: Self.canMount, "only root may mount a small disk"))
    func everyCommandSaysThatTheDiskIsFullAndWorksAgainWithRoom() throws {
        let sandbox = try SandboxProcess()
        let programs = try ProgramRunner()
        let disk = try SmallDisk(in: programs, megabytes: 8)
        let library = disk.folder.appendingPathComponent("library").path
        let folio = { (arguments: [String]) in
            try programs.run(
                "folio", ["--library", library] + arguments, input: Data(sandbox.key.utf8))
        }
        #expect(try folio(["init"]).code == 0)
        #expect(
            try folio(["login", "--base-url", sandbox.baseURL, "--api-key-stdin"]).code == 0)
        #expect(try folio(["sync"]).code == 0)
        try sandbox.control("POST", "/media", ["count": 150])
        let picture = programs.folder.appendingPathComponent("boat.png").path
        try SmallPicture.write(to: picture)
        let commands = [
            ["sync"], ["media", "upload", picture, "--prompt", "a boat"],
            ["post", "create", "--text", "Winter sale", "--account", "1", "--at", "+30d"],
        ]
        let database = library + "/library.sqlite"
        let dump = { try programs.run("/usr/bin/sqlite3", [database, ".dump"]).output }
        let before = try dump()
        try disk.fill()

        for command in commands {
            let outcome = try folio(command)
            #expect(outcome.code == 1, "\(command): \(outcome.errors)")
            #expect(outcome.errors.contains("is full"), "\(command): \(outcome.errors)")
        }
        try disk.makeRoom()
        #expect(try dump() == before)
        for command in commands {
            let outcome = try folio(command)
            #expect(outcome.code == 0, "\(command): \(outcome.errors)")
        }
        #expect(try folio(["list", "--json"]).json["total"] as? Int == 151)
    }

    static let canMount: Bool = {
        guard geteuid() == 0, let programs = try? ProgramRunner() else { return false }
        return (try? SmallDisk(in: programs)) != nil
    }()
}

/// A picture of one pixel.
private enum SmallPicture {
    static func write(to path: String) throws {
        let file =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
            + "rkJggg=="
        let bytes = try #require(Data(base64Encoded: file))
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}

/// A disk in memory; unmounted with its owner.
final class SmallDisk {
    let folder: URL
    private let programs: ProgramRunner
    private var ballast: URL { folder.appendingPathComponent("ballast") }

    init(in programs: ProgramRunner, megabytes: Int = 4) throws {
        self.programs = programs
        folder = programs.folder.appendingPathComponent("disk", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let mounted = try programs.run(
            "/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder.path])
        guard mounted.code == 0 else { throw CocoaError(.fileWriteNoPermission) }
    }

    deinit {
        // Nothing more can be done about a disk that does not go.
        _ = try? programs.run("/bin/umount", ["-l", folder.path])
    }

    func fill() throws {
        _ = try programs.run("/bin/dd", ["if=/dev/zero", "of=\(ballast.path)", "bs=4096"])
    }

    func makeRoom() throws {
        try FileManager.default.removeItem(at: ballast)
    }
}
