package import Foundation

/// Runs the built programs as a person would, each in folders of its own.
package final class ProgramRunner: Sendable {
    /// What a program printed, and how it ended.
    package struct Outcome: Sendable {
        package let code: Int32
        package let output: String
        package let errors: String

        /// The output read as one JSON object; empty where it is none.
        package var json: [String: Any] {
            // A test that looks for a key of something that is no JSON fails by itself.
            let object = try? JSONSerialization.jsonObject(with: Data(output.utf8))
            return object as? [String: Any] ?? [:]
        }

        /// The output read as NDJSON; a line that is no JSON object is left out.
        package var events: [[String: Any]] {
            output.split(separator: "\n").compactMap { line in
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
                return object as? [String: Any]
            }
        }

        /// The last event of NDJSON; empty where there is none.
        package var summary: [String: Any] { events.last ?? [:] }
    }

    /// Holds the library, the configuration and whatever a test puts there.
    package let folder: URL
    private let programs: URL

    package var library: URL { folder.appendingPathComponent("library", isDirectory: true) }

    package var configuration: URL {
        folder.appendingPathComponent("config/folio", isDirectory: true)
    }

    package init() throws {
        programs = try Self.productFolder()
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-programs-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        // A folder that stays behind harms no later test: each has its own.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs `folio` with this runner's library, and nothing from the caller's environment.
    package func folio(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) throws -> Outcome {
        try run("folio", arguments, input: input, environment: environment)
    }

    /// Where one of the programs lies.
    package func path(_ program: String) -> String {
        program.hasPrefix("/") ? program : programs.appendingPathComponent(program).path
    }

    /// Runs one of the programs, or any by its path.
    package func run(
        _ program: String, _ arguments: [String], input: String = "",
        environment: [String: String] = [:]
    ) throws -> Outcome {
        try run(program, arguments, input: Data(input.utf8), environment: environment)
    }

    /// The same with any bytes as its input.
    package func run(
        _ program: String, _ arguments: [String], input: Data,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        try start(program, arguments, input: input, environment: environment).wait()
    }

    /// Starts one of the programs, which goes on until it is waited for.
    package func start(
        _ program: String, _ arguments: [String], input: Data = Data(),
        environment: [String: String] = [:]
    ) throws -> RunningProgram {
        try RunningProgram(
            path(program), arguments, input: input,
            environment: self.environment.merging(environment) { $1 }, files: folder)
    }

    /// What programs find in their environment, and nothing else.
    package var environment: [String: String] {
        [
            "FOLIO_LIBRARY": library.path, "HOME": folder.path,
            "XDG_CONFIG_HOME": folder.appendingPathComponent("config").path,
            "PATH": "/usr/bin:/bin", "TZ": "UTC",
        ]
    }

    /// Where the build puts programs: beside the program that runs the tests.
    private static func productFolder() throws -> URL {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var folders = [URL(fileURLWithPath: program).deletingLastPathComponent()]
        folders += CommandLine.arguments.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent()
        }
        let files = FileManager.default
        for folder in folders
        where files.isExecutableFile(atPath: folder.appendingPathComponent("folio").path) {
            return folder
        }
        throw CocoaError(.fileNoSuchFile)
    }
}
