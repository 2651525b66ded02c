import FolioModel
import FolioStore
import Foundation

/// The programs of the demo, with a library, a configuration and a sandbox of their own.
final class DemoPrograms {
    private let folder: URL
    private let programs: String
    private var sandbox: Process?
    private var environment: [String: String]

    /// Works in `folder`, or in a new temporary one, which is kept.
    init(folder: String?) throws {
        let files = FileManager.default
        self.folder =
            folder.map { URL(fileURLWithPath: $0, isDirectory: true) }
            ?? files.temporaryDirectory.appendingPathComponent("folio-demo-\(Library.randomID())")
        try files.createDirectory(at: self.folder, withIntermediateDirectories: true)
        programs = try HandOver.folder()
        environment = Runtime.current.environment.filter {
            !$0.key.hasPrefix("FOLIO_") && !$0.key.hasPrefix("POSTEVERYWHERE_")
        }
        environment["FOLIO_LIBRARY"] = library.path
        environment["XDG_CONFIG_HOME"] = self.folder.appendingPathComponent("config").path
    }

    var library: URL { folder.appendingPathComponent("library") }
    /// The library of someone else, who has the same account.
    var otherLibrary: URL { folder.appendingPathComponent("other") }

    /// Starts the sandbox on a free port and waits for its first line.
    ///
    /// The reply to the image after so many is lost, though the image is made and charged.
    func startSandbox(losingReplyAfter images: Int) throws -> DemoReply.Ready {
        try startSandbox([
            "--fault", "lost-reply,route=POST /ai/generate-image,skip=\(images)",
        ])
    }

    /// Starts the sandbox again where it was, with all that it had.
    func startSandboxAgain(at address: String) throws {
        guard let port = URL(string: address)?.port else {
            throw DemoError("the sandbox had no port")
        }
        _ = try startSandbox(["--port", "\(port)"])
    }

    private func startSandbox(_ arguments: [String]) throws -> DemoReply.Ready {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: programs + "/folio-sandbox")
        process.arguments =
            ["--json", "--state", folder.appendingPathComponent("sandbox").path] + arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        do {
            try process.run()
        } catch {
            throw DemoError("the sandbox cannot be started: \(error.localizedDescription)")
        }
        sandbox = process
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let part = pipe.fileHandleForReading.availableData
            guard !part.isEmpty else { throw DemoError("the sandbox did not start") }
            line.append(part)
        }
        return try JSONDecoder().decode(DemoReply.Ready.self, from: line)
    }

    /// Ends the sandbox if it runs, and waits until it has ended.
    func stopSandbox() {
        guard let sandbox, sandbox.isRunning else { return }
        sandbox.interrupt()
        sandbox.waitUntilExit()
    }

    /// What `folio` prints as JSON.
    func json<Reply: Decodable>(_ arguments: [String]) throws -> Reply {
        let output = try run(arguments + ["--json"])
        return try JSONDecoder().decode(Reply.self, from: Data(output.utf8))
    }

    /// Lets `folio` print where the demo does, which may be a terminal that shows pictures.
    ///
    /// - Throws: ``DemoError`` where it fails.
    func runInSight(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: programs + "/folio")
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw DemoError(
                "folio \(arguments.first ?? "") ended with \(process.terminationStatus)")
        }
    }

    /// What `folio` prints.
    ///
    /// - Throws: ``DemoError`` where it does not end with `code`.
    func run(
        _ arguments: [String], input: String? = nil, endsWith code: Int32 = 0
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: programs + "/folio")
        process.arguments = arguments
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        let stdin = Pipe()
        process.standardInput = stdin
        try process.run()
        stdin.fileHandleForWriting.write(Data((input ?? "").utf8))
        try stdin.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == code else {
            throw DemoError(
                "folio \(arguments.first ?? "") ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// The parts of what the programs print that the demo looks at.
enum DemoReply {
    struct Ready: Decodable {
        let base_url: String
        let api_key: String
    }

    struct Listing: Decodable {
        let items: [Item]
    }

    struct Generated: Decodable {
        let items: [Item]
        let credits_used: Int
    }

    struct Item: Decodable {
        let id: String
        let media_id: String?
        let width: Int?
        let height: Int?

        var size: String { width.flatMap { w in height.map { "\(w)×\($0)" } } ?? "size unknown" }
    }

    struct Status: Decodable {
        let items: Int
    }

    struct Spending: Decodable {
        let total_credits: Int
    }
}
