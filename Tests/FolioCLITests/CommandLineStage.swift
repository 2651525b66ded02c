import FolioCLI
import FolioModel
import FolioStore
import Foundation
import Synchronization

/// Runs command lines in this process, on a library and a configuration of their own.
final class CommandLineStage: Sendable {
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String

        var json: [String: Any] {
            // A test that looks for a key of something that is no JSON fails by itself.
            let object = try? JSONSerialization.jsonObject(with: Data(output.utf8))
            return object as? [String: Any] ?? [:]
        }
    }

    /// 2026-04-15T12:00:00Z.
    static let now = Timestamp(milliseconds: 1_776_254_400_000)

    let folder: URL
    let library: Library

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-cli-\(UUID().uuidString)", isDirectory: true)
        let place = folder.appendingPathComponent("library", isDirectory: true)
        try Library.create(in: place)
        library = try Library.open(place)
    }

    deinit {
        // A folder that stays behind harms no later test: each has its own.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs `folio --library … ARGUMENTS`; `answer` is what a person at a terminal types.
    func run(_ arguments: String..., answer: String? = nil) async -> Outcome {
        await run(arguments, answer: answer)
    }

    func run(_ arguments: [String], answer: String? = nil) async -> Outcome {
        let texts = Mutex((output: "", errors: ""))
        var console = Console(canAsk: answer != nil) { text, toError in
            texts.withLock { if toError { $0.errors += text } else { $0.output += text } }
        }
        console.readAnswer = { answer }
        var runtime = Runtime(arguments: arguments, online: HandOver(), console: console)
        runtime.environment = ["XDG_CONFIG_HOME": folder.path, "FOLIO_TIMEZONE": "UTC"]
        runtime.now = { Self.now }
        let code = await runFolio(["--library", library.folder.path] + arguments, in: runtime)
        return texts.withLock { Outcome(code: code, output: $0.output, errors: $0.errors) }
    }

    /// Adds an item that was generated and paid for.
    @discardableResult
    func generate(
        _ prompt: String, model: String = "flux-schnell", credits: Int? = 1, tags: [String] = [],
        at moment: Timestamp = now
    ) throws -> MediaItem {
        let call = try begin(prompt, model: model, credits: credits, tags: tags, at: moment)
        return try library.settleMade(
            call.id,
            Library.MadeReply(
                item: RemoteMediaItem(mediaID: UUID().uuidString, createdAt: moment),
                mediaIDs: [], echoedPrompt: nil, creditsUsed: credits, creditsRemaining: 100,
                status: 201, requestID: "req_1", raw: "{}"), now: moment)
    }

    /// Journals a call whose outcome is not known.
    func begin(
        _ prompt: String, model: String = "flux-schnell", credits: Int? = 1, tags: [String] = [],
        at moment: Timestamp = now
    ) throws -> Generation {
        try library.beginGeneration(
            prompt: prompt, model: model, ratio: "1:1", tags: try tags.map { try TagName($0) },
            expectedCredits: credits, now: moment)
    }
}
