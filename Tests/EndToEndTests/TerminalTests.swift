import FolioTestSupport
import Foundation
import Testing

/// What a person at a terminal sees and is asked.
@Suite(.serialized, .sharedSandbox, .enabled(if: Terminal.isThere, "tmux is not there"))
struct TerminalTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try #require(SharedSandbox.current)
        try sandbox.clearFaults()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    private static let generate = "generate 'a boat' --model flux-schnell"

    @Test func noPaysNothing() throws {
        let charges = try sandbox.charges { () throws in
            let terminal = try Terminal(programs, Self.generate)
            try terminal.waits(for: "[y/N]")
            try terminal.type("n")
            #expect(try terminal.end() == 7)
        }
        #expect(charges == 0)
        #expect(try programs.paidCalls() == [])
    }

    @Test func yesPaysAndTheSpinnerIsCleared() throws {
        try sandbox.fault("delay,seconds=2")
        let charges = try sandbox.charges { () throws in
            let terminal = try Terminal(programs, Self.generate)
            try terminal.waits(for: "Pay 1 credit? [y/N]")
            try terminal.type("y")
            #expect(try terminal.end() == 0)
            let shown = try terminal.bytes
            #expect(shown.contains("generating image with flux-schnell … 1 s"))
            let last = try #require(shown.range(of: "\r\u{1B}[K", options: .backwards))
            #expect(!shown[last.upperBound...].contains("generating"))
            #expect(shown[last.upperBound...].contains("folio show "))
        }
        #expect(charges == 1)
    }

    @Test func interruptedAtTheQuestionNothingIsSent() throws {
        let calls = try sandbox.calls()
        let terminal = try Terminal(programs, Self.generate)
        try terminal.waits(for: "[y/N]")
        try terminal.press("C-c")

        let code = try terminal.end()

        #expect(code == 130 || code == 7)
        #expect(try sandbox.calls() == calls)
        #expect(try programs.paidCalls() == [])
    }

    @Test func interruptedWhileItIsSentItMayBeCharged() throws {
        try sandbox.fault("delay,seconds=30")
        let terminal = try Terminal(programs, Self.generate + " --yes")
        try sandbox.waitForFault()
        try terminal.press("C-c")

        #expect(try terminal.end() == 8)
        #expect(try terminal.bytes.contains("may still be charged"))
    }

    @Test func interruptedWhereTheKeyIsAskedForTheTerminalShowsTypingAgain() throws {
        let terminal = try Terminal(programs, "login --base-url \(sandbox.baseURL)")
        try terminal.waits(for: "(not shown)")
        try terminal.press("C-c")
        #expect(try terminal.end() == 130)
        try terminal.type("shown again")
        try terminal.waits(for: "shown again")
    }

    @Test(arguments: ["NO_COLOR=1", "TERM=dumb"])
    func plainMeansNoEscapes(setting: String) throws {
        #expect(try programs.generate("a plain boat", "--tag", "boats").code == 0)
        for command in ["list", "search boat", "spend", "status", "sync", Self.generate + " --yes"]
        {
            let terminal = try Terminal(programs, command, setting: setting)
            #expect(try terminal.end() == 0)
            #expect(!(try terminal.bytes.contains("\u{1B}")), "folio \(command)")
        }
    }

    @Test func theKeyIsAskedForWithoutEcho() throws {
        let terminal = try Terminal(programs, "login --base-url \(sandbox.baseURL)")
        try terminal.waits(for: "(not shown)")
        try terminal.type(sandbox.key)

        #expect(try terminal.end() == 0)
        #expect(!(try terminal.bytes.contains(sandbox.key)))
        #expect(try terminal.bytes.contains("Logged in to"))
    }
}

/// One command of `folio` in a terminal of tmux, whose every byte is kept.
final class Terminal {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")

    private let programs: ProgramRunner
    private let name = "folio-\(UUID().uuidString)"
    private let log: URL

    init(_ programs: ProgramRunner, _ command: String, setting: String = "X=") throws {
        self.programs = programs
        log = programs.folder.appendingPathComponent("\(name).log")
        let script = programs.folder.appendingPathComponent("\(name).sh")
        // It begins when the log is there, and stays until the log has its end.
        try Data(
            """
            trap : INT
            read -r start
            env \(setting) '\(programs.path("folio"))' \(command)
            echo "ended with $?."
            read -r end
            """.utf8
        ).write(to: script)
        try tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40",
            "sh '\(script.path)'")
        try tmux("pipe-pane", "-o", "cat >> '\(log.path)'")
        try until("the terminal is recorded") {
            FileManager.default.fileExists(atPath: log.path)
        }
        try press("Enter")
    }

    deinit {
        // It has ended already unless a test failed.
        _ = try? tmux("kill-server")
    }

    /// Everything that was written to the terminal so far.
    var bytes: String {
        get throws { String(decoding: try Data(contentsOf: log), as: UTF8.self) }
    }

    func waits(for text: String) throws {
        try until("the terminal shows \(text)") { try bytes.contains(text) }
    }

    func type(_ text: String) throws {
        try tmux("send-keys", "-l", text)
        try press("Enter")
    }

    func press(_ key: String) throws {
        try tmux("send-keys", key)
    }

    /// Waits for the command's end and returns its exit code.
    func end() throws -> Int32 {
        try until("the command ends") {
            try bytes.range(of: "ended with [0-9]+\\.", options: .regularExpression) != nil
        }
        let code = try bytes.components(separatedBy: "ended with ").last?.prefix { $0 != "." }
        return try #require(code.flatMap { Int32($0) })
    }

    @discardableResult
    private func tmux(_ arguments: String...) throws -> String {
        // The server stays behind; were it to inherit the pipes by which Foundation notices the end
        // of a process, nobody would ever notice. Python passes nothing on.
        let client = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
        return try programs.run(
            "/usr/bin/env", ["python3", "-c", client, "tmux", "-L", name] + arguments,
            environment: ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
        ).output
    }
}
