import FolioTestSupport
import Foundation

/// A terminal that answers questions as terminals of a kind do, and looks at what a command leaves
/// behind.
struct AnsweringTerminal {
    enum Kind: String, CaseIterable {
        case kitty, iterm, sixel
        /// Knows no pictures.
        case plain
        /// Answers nothing.
        case silent
        /// Sends ^C instead of an answer.
        case interrupting
        /// Ends the command instead of answering.
        case ending
    }

    /// What was seen of a command.
    struct Session {
        let code: Int
        /// Whether the terminal echoes and waits for lines as before.
        let isRestored: Bool
        /// What a shell would read as if it had been typed.
        let left: String
        let output: String
    }

    let programs: ProgramRunner

    /// Runs `folio`, or another program by its path.
    func run(
        _ kind: Kind, _ arguments: [String], program: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Session {
        let log = programs.folder.appendingPathComponent("\(UUID().uuidString).log")
        let settings = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
        let outcome = try programs.run(
            "/usr/bin/env",
            ["python3", "-c", Self.script, kind.rawValue, log.path]
                + [program ?? programs.path("folio")] + arguments,
            environment: settings.merging(environment) { $1 })
        let output = try Data(contentsOf: log)
        return Session(
            code: outcome.json["code"] as? Int ?? -1,
            isRestored: outcome.json["restored"] as? Bool ?? false,
            left: outcome.json["left"] as? String ?? outcome.errors,
            output: String(decoding: output, as: UTF8.self))
    }

    private static let script = #"""
        import fcntl, json, os, pty, select, signal, struct, sys, termios

        kind, log, command = sys.argv[1], sys.argv[2], sys.argv[3:]
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        before = termios.tcgetattr(slave)
        child = os.fork()
        if child == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(slave, number)
            os.close(master)
            os.execvp(command[0], command)

        name = {"kitty": "kitty(0.35.2)", "iterm": "iTerm2 3.5.4", "sixel": "XTerm(388)"}.get(kind)
        size = b"\x1b[6;20;10t"
        attributes = b"\x1b[?64;4c" if kind in ("sixel", "iterm") else b"\x1b[?62;22c"
        answers = {
            b"\x1b_Gi=31,": b"\x1b_Gi=31;OK\x1b\\" if kind == "kitty" else b"",
            b"\x1b[>q": b"\x1bP>|%s\x1b\\" % name.encode() if name else b"",
            b"\x1b[16t": size if name else b"",
            b"\x1b[c": attributes,
        }
        seen, answered, status = b"", 0, None
        with open(log, "wb") as output:
            while True:
                ready, _, _ = select.select([master], [], [], 0.05)
                if ready:
                    part = os.read(master, 65536)
                    output.write(part)
                    seen += part
                    while kind != "silent":
                        places = [(seen.find(q, answered), q) for q in answers]
                        places = [place for place in places if place[0] >= 0]
                        if not places:
                            break
                        place, question = min(places)
                        answered = place + len(question)
                        if kind == "interrupting":
                            os.write(master, b"\x03")
                        elif kind == "ending":
                            os.kill(child, signal.SIGTERM)
                        else:
                            os.write(master, answers[question])
                elif status is not None:
                    break
                if status is None:
                    pid, code = os.waitpid(child, os.WNOHANG)
                    status = code if pid else None
        after = termios.tcgetattr(slave)
        raw = termios.tcgetattr(slave)
        raw[3] &= ~(termios.ICANON | termios.ECHO)
        raw[6][termios.VMIN], raw[6][termios.VTIME] = 0, 0
        termios.tcsetattr(slave, termios.TCSANOW, raw)
        left = os.read(slave, 4096) if select.select([slave], [], [], 0)[0] else b""
        print(json.dumps({
            "code": os.waitstatus_to_exitcode(status), "restored": before == after,
            "left": left.decode("latin-1")}))
        """#
}
