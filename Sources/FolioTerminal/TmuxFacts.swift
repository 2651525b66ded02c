import Foundation

/// What tmux tells about the terminal around it.
package struct TmuxFacts: Hashable, Sendable {
    /// Its program's name and version, in its own words.
    package let name: String
    package let passesOn: Bool
    package let cell: CellSize?

    /// What tmux is asked to print.
    static let format =
        "#{client_termtype}|#{allow-passthrough}|#{client_cell_width}|#{client_cell_height}"

    /// `nil` for anything but an answer to ``format``.
    package init?(_ answer: String) {
        let parts = answer.trimmingCharacters(in: .newlines)
            .split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        name = String(parts[0])
        passesOn = ["on", "all", "1", "2"].contains(parts[1])
        cell = Int(parts[2]).flatMap { width in
            Int(parts[3]).flatMap { CellSize(pixelWidth: width, pixelHeight: $0) }
        }
    }

    /// Asks the tmux in which this process runs; `nil` where it does not answer.
    package static func read(_ environment: [String: String]) -> TmuxFacts? {
        guard let program = program(environment["PATH"] ?? "") else { return nil }
        let process = Process()
        process.executableURL = program
        process.arguments = ["display-message", "-p"]
        if let pane = environment["TMUX_PANE"] { process.arguments? += ["-t", pane] }
        process.arguments? += [format]
        process.environment = environment
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        // Without an answer there is no picture, which is no failure.
        guard (try? process.run()) != nil else { return nil }
        let answer = (try? output.fileHandleForReading.read(upToCount: 4_096)) ?? Data()
        process.waitUntilExit()
        return TmuxFacts(String(decoding: answer, as: UTF8.self))
    }

    private static func program(_ path: String) -> URL? {
        path.split(separator: ":").lazy.map { URL(fileURLWithPath: "\($0)/tmux") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Whether pictures by placeholders reach the terminal and are understood there.
    package var showsPlaceholders: Bool {
        passesOn && ["kitty", "ghostty"].contains { name.lowercased().hasPrefix($0) }
    }
}
