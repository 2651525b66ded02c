import FolioFiles
import FolioModel
import FolioStore
import FolioSync
import FolioTestSupport

/// A library with many items, all of them known remotely, newest first by number.
struct BulkLibrary: Sendable {
    static let count = 100_000

    let store: ProofLibrary

    init() throws {
        store = try ProofLibrary()
        for page in 0..<(Self.count / 10_000) {
            // The oldest come first, as their rows do.
            let end = Self.count - page * 10_000
            _ = try store.library.learn(Array(Self.listing[(end - 10_000)..<end]), now: .sample)
        }
    }

    /// What the remote lists.
    static let listing: [RemoteMediaItem] = (0..<count).map {
        .sample(
            "media-\($0)", fileName: name($0), createdAt: .sample - .seconds(60 * $0))
    }

    /// A file name of three words and a number; it is what such an item is found by.
    static func name(_ number: Int) -> String {
        words(number).joined(separator: "-") + "-\(number).png"
    }

    static func words(_ number: Int) -> [String] {
        [number % 1_600, number / 7 % 1_600, number / 61 % 1_600].map(word)
    }

    /// One of 1,600 different words of six letters.
    static func word(_ number: Int) -> String {
        [number % 40, number / 40 % 40, number * 13 % 40].map(syllable).joined()
    }

    private static func syllable(_ number: Int) -> String {
        let consonants = Array("bdfgklmn")
        let vowels = Array("aeiou")
        return String([consonants[number / 5 % 8], vowels[number % 5]])
    }

    func sync(_ remote: FakeRemote) async throws -> SyncSummary {
        try await SyncEngine(
            library: store.library, remote: remote, originals: Originals(store.library),
            baseURL: "https://remote.invalid/api/v1", now: { .sample + .seconds(86_400) }
        ).run(SyncOptions(downloads: .none))
    }

    /// Returns what they cost together, in credits.
    func payForImages(_ images: Int) throws -> Int {
        var charged = 0
        for number in 0..<images {
            let price = [15, 8, 5, 1][number % 4]
            let call = try store.library.beginGeneration(
                prompt: "a boat, number \(number)", model: "flux-schnell", ratio: "1:1",
                expectedCredits: price, now: .sample + .seconds(number))
            _ = try store.library.settleMade(
                call.id,
                Library.MadeReply(
                    item: .sample("paid-\(number)"), mediaIDs: ["paid-\(number)"],
                    echoedPrompt: nil, creditsUsed: price, creditsRemaining: nil, status: 201,
                    requestID: nil, raw: "{}"), now: .sample + .seconds(number))
            charged += price
        }
        return charged
    }
}
