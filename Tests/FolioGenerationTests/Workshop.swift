import FolioFiles
import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Foundation
import GRDB

/// A library in a temporary folder, which goes with it, and what a test does there.
final class Workshop: Sendable {
    let library: Library
    let time = FakeTime()

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-generation-\(UUID().uuidString)")
        try Library.create(in: folder)
        library = try Library.open(folder)
    }

    deinit {
        // What is left in a temporary folder harms nobody.
        try? FileManager.default.removeItem(at: library.folder)
    }

    func generator(
        _ remote: any Remote, patience: Generator.Patience = Generator.Patience()
    ) -> Generator {
        Generator(library: library, remote: remote, time: time.source, patience: patience)
    }

    /// Plans and runs an order of the cheapest model.
    func run(
        _ remote: ScriptedRemote, prompt: String = "a red boat", count: Int = 1,
        tags: [TagName] = [], maximumCredits: Int? = nil, model: String = "flux-schnell",
        allowsAnyModel: Bool = false
    ) async throws -> GenerationOutcome {
        let generator = generator(remote)
        let plan = try generator.plan(
            GenerationOrder(
                prompt: try GenerationPrompt(prompt), model: model, count: count, tags: tags,
                maximumCredits: maximumCredits, allowsAnyModel: allowsAnyModel))
        return await generator.run(plan)
    }

    /// Makes the journal refuse `INSERT` or `UPDATE`, as a full disk would.
    func refuse(_ change: String) throws {
        try DatabaseQueue(path: library.file.path).write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER refuse BEFORE \(change) ON generation
                    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
                    """)
        }
    }

    /// Paid calls of every state, oldest first.
    func journal() throws -> [Generation] {
        try library.generations(in: Generation.State.allCases)
    }

    func states() throws -> [Generation.State] {
        try journal().map(\.state)
    }
}

extension ImageReply {
    /// What the remote answers to a cheap image.
    static func sample(
        _ mediaID: String = "media-1", mediaIDs: [String]? = nil, used: Int? = 1,
        remaining: Int? = 99, model: String? = nil, ratio: String? = nil, echo: String? = nil,
        width: Int? = 64, height: Int? = 64, url: String? = nil
    ) -> ImageReply {
        ImageReply(
            mediaID: mediaID, mediaIDs: mediaIDs, width: width, height: height, ratio: ratio,
            model: model, echoedPrompt: echo, creditsUsed: used, creditsRemaining: remaining,
            createdAt: .sample, nextStep: "post it", url: url, requestID: "request-\(mediaID)",
            raw: #"{"as":"it arrived"}"#)
    }
}

/// Steps of a script.
func making(_ reply: ImageReply) -> ScriptedRemote.Step {
    { _ in reply }
}

func failing(_ error: any Error) -> ScriptedRemote.Step {
    { _ in throw error }
}
