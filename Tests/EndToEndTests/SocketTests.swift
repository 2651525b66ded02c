import FolioTestSupport
import Foundation
import Testing

/// Reading commands answer from this machine alone: no socket is opened, by them or their children.
@Suite(.serialized, .sharedSandbox) struct SocketTests {
    static let readers: [[String]] = [
        ["list"], ["list", "tag:boats", "--json"], ["search", "boat"], ["show", "last"],
        ["status"], ["spend", "--by", "model"], ["tag", "list"], ["tag", "add", "last", "--", "x"],
        ["post", "list"], ["post", "show", "last"], ["models"], ["path"], ["config", "show"],
        ["doctor"], ["completions", "bash"], ["completions", "zsh"], ["completions", "fish"],
        ["complete-values", "ids"], ["help", "query"], ["--version"],
    ]

    @Test(.enabled(if: Self.canTrace, "strace cannot trace here"))
    func noReadingCommandOpensASocket() throws {
        let sandbox = try #require(SharedSandbox.current)
        let programs = try ProgramRunner(loggedInTo: sandbox)
        #expect(try programs.generate("a traced boat", "--tag", "boats").code == 0)
        let post = try programs.folio(
            "post", "create", "--media", "last", "--text", "Sale", "--account", "1", "--at", "+3d")
        #expect(post.code == 0, "\(post.errors)")

        for reader in Self.readers {
            let trace = try Self.trace(reader, programs)
            #expect(trace.code == 0, "\(reader) ended with \(trace.code)")
            #expect(trace.calls == "", "\(reader) opens a socket")
        }
        #expect(try Self.trace(["sync"], programs).calls.contains("connect("))
    }

    private static func trace(
        _ arguments: [String], _ programs: ProgramRunner
    ) throws -> (code: Int32, calls: String) {
        let file = programs.folder.appendingPathComponent("trace")
        let outcome = try programs.run(
            "/usr/bin/strace",
            [
                "-f", "-qq", "-e", "trace=socket,connect", "-e", "signal=none", "-o", file.path,
                programs.path("folio"),
            ] + arguments)
        let calls = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        return (outcome.code, calls)
    }

    /// Containers often forbid ptrace.
    private static let canTrace: Bool = {
        guard let programs = try? ProgramRunner(),
            let outcome = try? programs.run("/usr/bin/strace", ["-o", "/dev/null", "/bin/true"])
        else { return false }
        return outcome.code == 0
    }()
}
