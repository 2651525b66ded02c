import FolioModel
import FolioStore
import Foundation

/// Plays the demo with the real programs: each step runs `folio` as a person would type it.
final class DemoStage {
    private let folder: URL
    private let programs: String
    private let console = Runtime.current.console
    private var sandbox: Process?
    private var environment: [String: String]

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

    private var library: URL { folder.appendingPathComponent("library") }

    /// Stops the sandbox if it still runs.
    func close() {
        guard let sandbox, sandbox.isRunning else { return }
        sandbox.interrupt()
        sandbox.waitUntilExit()
    }

    func play() throws {
        say("Folio keeps, finds and accounts for the images that you generate.")
        say("This runs on a stand-in for the remote: nothing leaves this machine.")
        try prepare()
        try generate()
        try search()
        try post()
        try account()
        try goOffline()
        finish()
    }

    // MARK: Steps

    private func prepare() throws {
        title("A library, and a key for the sandbox")
        let ready = try startSandbox()
        try show(["init"])
        try show(["login", "--base-url", ready.base_url, "--api-key-stdin"], input: ready.api_key)
    }

    private func generate() throws {
        title("Twelve images, four models, each written down before it is paid")
        var spent = 0
        for picture in DemoPicture.all {
            let arguments = [
                "generate", picture.prompt, "--model", picture.model, "--ratio", picture.ratio,
                "--tag", picture.tag, "--yes",
            ]
            command(arguments)
            let reply: Generated = try json(arguments + ["--quiet"])
            spent += reply.credits_used
            for item in reply.items {
                say("  \(item.id)  \(item.size)  \(counted(reply.credits_used, "credit"))")
            }
        }
        try check(spent == DemoPicture.price, "the images cost \(spent) credits")
        try show(["tag", "add", "tag:boats", "--yes", "--", "water"])
    }

    private func search() throws {
        title("Found again by prompt, in any script")
        try show(["search", "boat*"])
        try show(["search", "灯台"])
        try check(try count(["search", "boat*"]) >= 4, "boat* finds the four boats")
        try check(try count(["search", "灯台"]) == 1, "灯台 finds the lighthouse")
        try check(try count(["list", "tag:water"]) == 3, "three images are tagged water")
        try show(["show", "last"])
    }

    private func post() throws {
        title("Two of them in a post for next week, and a sync")
        let sale: Listing = try json(["search", "tag:winter-sale"])
        let ids = sale.items.map(\.id)
        try check(ids.count == 2, "two images are tagged winter-sale")
        try show(
            ["post", "create", "--media"] + ids
                + ["--text", "Winter sale: everything warm", "--account", "1", "--at", "+7d"])
        try show(["sync"])
        let status: Status = try json(["status"])
        try check(status.items == DemoPicture.all.count, "the library holds \(status.items) items")
    }

    private func account() throws {
        title("Where every credit went")
        try show(["spend", "--by", "model", "--by", "day"])
        let report: Spending = try json(["spend", "--by", "model"])
        try check(report.total_credits == DemoPicture.price, "the ledger adds up")
    }

    private func goOffline() throws {
        title("The sandbox is stopped: reading needs no network")
        close()
        try show(["search", "boat*", "tag:water"])
        try check(try count(["search", "boat*", "tag:water"]) >= 2, "the search works offline")
    }

    private func finish() {
        title("Done. The library is at \(SafeText.line(library.path))")
        say("Try:")
        for words in ["search lighthouse OR 灯台", "spend --by ratio", "status"] {
            say("  folio --library \(SafeText.line(library.path)) \(words)")
        }
    }
}

// MARK: - Running programs

extension DemoStage {
    private struct Ready: Decodable {
        let base_url: String
        let api_key: String
    }

    private struct Listing: Decodable {
        let items: [Item]
    }

    private struct Generated: Decodable {
        let items: [Item]
        let credits_used: Int
    }

    private struct Item: Decodable {
        let id: String
        let width: Int?
        let height: Int?

        var size: String { width.flatMap { w in height.map { "\(w)×\($0)" } } ?? "size unknown" }
    }

    private struct Status: Decodable {
        let items: Int
    }

    private struct Spending: Decodable {
        let total_credits: Int
    }

    private func startSandbox() throws -> Ready {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: programs + "/folio-sandbox")
        process.arguments = ["--json", "--state", folder.appendingPathComponent("sandbox").path]
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        sandbox = process
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let part = pipe.fileHandleForReading.availableData
            guard !part.isEmpty else { throw DemoError("the sandbox did not start") }
            line.append(part)
        }
        return try JSONDecoder().decode(Ready.self, from: line)
    }

    /// Runs `folio` and shows what it prints.
    private func show(_ arguments: [String], input: String? = nil) throws {
        command(arguments)
        let output = try run(arguments, input: input)
        for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            say("  \(line)")
        }
    }

    private func count(_ arguments: [String]) throws -> Int {
        let listing: Listing = try json(arguments)
        return listing.items.count
    }

    private func json<Reply: Decodable>(_ arguments: [String]) throws -> Reply {
        let output = try run(arguments + ["--json"])
        return try JSONDecoder().decode(Reply.self, from: Data(output.utf8))
    }

    private func run(_ arguments: [String], input: String? = nil) throws -> String {
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
        guard process.terminationStatus == 0 else {
            throw DemoError(
                "folio \(arguments.first ?? "") ended with \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private func check(_ holds: Bool, _ claim: String) throws {
        guard holds else { throw DemoError("this does not hold: \(claim)") }
    }

    // MARK: Printing

    private func title(_ text: String) {
        say("")
        say("— \(text)")
    }

    private func command(_ arguments: [String]) {
        say("$ folio \(arguments.map(Self.quoted).joined(separator: " "))")
    }

    private func say(_ text: String) {
        console.print(text)
    }

    private static func quoted(_ argument: String) -> String {
        let plain = argument.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || "-_./:+=@,".unicodeScalars.contains($0)
        }
        return plain ? argument : "'\(argument.replacing("'", with: "'\\''"))'"
    }
}

/// A step of the demo that did not do what it says.
struct DemoError: UserFacingError {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var hint: String? { "please report it with the lines above" }

    var kind: FailureKind { .failed }
}
