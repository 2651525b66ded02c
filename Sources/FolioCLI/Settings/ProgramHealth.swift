import Foundation

/// Whether the programs that belong together lie together, those of one grammar in one version.
struct ProgramHealth {
    static let siblings = ["folio", "folio-remote", "folio-sandbox"]

    /// The sandbox is apart: it shares no code, and so no version, with the others.
    private static let sharingAVersion = ["folio", "folio-remote"]

    func problems() throws -> [String] {
        let folder = try HandOver.folder()
        return Self.siblings.compactMap { problem(with: $0, in: folder) }
    }

    private func problem(with name: String, in folder: String) -> String? {
        let path = folder + "/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else {
            return "\(path) is missing; make install puts the programs together"
        }
        guard Self.sharingAVersion.contains(name) else { return nil }
        do {
            let version = try version(of: path)
            return version == FolioVersion.current
                ? nil : "\(path) has version \(version), this program \(FolioVersion.current)"
        } catch {
            return "\(path) does not start: \(error.localizedDescription)"
        }
    }

    /// What a program says to `--version`.
    ///
    /// Spawned by hand: Foundation's `Process` opens sockets of its own, and a reading command
    /// opens none.
    private func version(of path: String) throws -> String {
        let output = Pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(
            &actions, output.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
        let arguments = [strdup(path), strdup("--version"), nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawn(&process, path, &actions, nil, arguments, environ)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOEXEC) }
        try output.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        var status: Int32 = 0
        waitpid(process, &status, 0)
        return String(decoding: data, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
