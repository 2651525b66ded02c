/// The systemd user unit that keeps a library in agreement with the remote.
package struct ServiceUnit: Hashable, Sendable {
    package static let name = "folio-sync"
    /// The first line; only files that begin with it are ours to replace or remove.
    package static let mark = "# Written by folio service install."

    /// The absolute path of `folio`.
    package var program: String
    /// The library's folder.
    package var library: String
    package var every: WatchInterval

    package init(program: String, library: String, every: WatchInterval) {
        self.program = program
        self.library = library
        self.every = every
    }

    /// The unit file. There is no key in it: the service reads it where every command does.
    package var text: String {
        let arguments = ["--library", library, "sync", "--watch", every.description]
        let line = ([Self.quoted(program, isProgram: true)] + arguments.map { Self.quoted($0) })
            .joined(separator: " ")
        return """
            \(Self.mark)
            [Unit]
            Description=Folio: keep the library in agreement with the remote

            [Service]
            ExecStart=\(line)
            # 4 is a refused key, 6 a decision that is needed: trying again helps in neither case.
            Restart=on-failure
            RestartSec=60
            RestartPreventExitStatus=2 3 4 6
            SuccessExitStatus=130

            [Install]
            WantedBy=default.target

            """
    }

    /// An argument as systemd reads it: in double quotes, where backslash, quote, percent and
    /// dollar mean themselves (systemd.service(5), "Command lines"; systemd.unit(5), "Specifiers").
    /// The program's own path is no place for variables, so a dollar stays single there.
    package static func quoted(_ argument: String, isProgram: Bool = false) -> String {
        var text = "\""
        for scalar in argument.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "%": text += "%%"
            case "$": text += isProgram ? "$" : "$$"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\x" + (digits.count < 2 ? "0" : "") + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
