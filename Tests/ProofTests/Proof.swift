import FolioModel
import Foundation
import Testing

/// When the large tests run, and where the real prompts are.
enum Proof {
    /// `make proof` asks for them.
    static let isAsked = ProcessInfo.processInfo.environment["FOLIO_PROOF"] == "1"

    /// A file of real prompts, one JSON object a line; `nil` where there is none.
    static let corpus: URL? = {
        let named = ProcessInfo.processInfo.environment["FOLIO_CORPUS"]
        let file = named.map { URL(fileURLWithPath: $0) } ?? usualCorpus
        return FileManager.default.isReadableFile(atPath: file.path) ? file : nil
    }()

    private static let usualCorpus = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/data/prompts.jsonl")

    /// The corpus in its order.
    static func prompts() throws -> [CorpusPrompt] {
        let file = try #require(corpus)
        let decoder = JSONDecoder()
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(CorpusPrompt.self, from: $0)
        }
    }
}

/// One line of the corpus.
struct CorpusPrompt: Decodable, Sendable {
    let source: String
    let language: String
    let prompt: String

    /// Whether the remote accepts it.
    var fits: Bool { prompt.utf16.count <= GenerationPrompt.limit }
}

extension Trait where Self == ConditionTrait {
    /// Runs only when it is asked for: it takes minutes.
    static var proof: Self {
        .enabled(if: Proof.isAsked, "a large test: run make proof")
    }

    /// Runs only where there are real prompts.
    static var corpus: Self {
        .enabled(if: Proof.corpus != nil, "no file of prompts: name one with FOLIO_CORPUS")
    }
}
