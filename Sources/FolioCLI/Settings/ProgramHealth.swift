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
    private func version(of path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["--version"]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
