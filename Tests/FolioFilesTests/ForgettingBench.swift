import FolioFiles
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// What there is to forget, and a look for what is left of it.
extension Bench {
    /// Words that stand nowhere else.
    static let secrets = [
        "zephyrine", "quixotical", "heliotropium", "mnemosyne", "xylographer", "palimpsestic",
    ]

    /// An item as a paid call makes it, with everything that a person can give it.
    func secretItem(mediaID: String? = "secret-media") throws -> MediaItem {
        let prompt = "a zephyrine quixotical boat by the harbour"
        let call = try library.beginGeneration(
            prompt: prompt, model: "flux-schnell", ratio: "1:1",
            tags: [try TagName("heliotropium")], expectedCredits: 3, now: .sample)
        let reply = Library.MadeReply(
            item: RemoteMediaItem(
                mediaID: mediaID ?? "m", width: 4, height: 2, raw: #"{"p":"\#(prompt)"}"#),
            mediaIDs: [mediaID ?? "m"], echoedPrompt: prompt.uppercased(), creditsUsed: 3,
            creditsRemaining: 97, status: 201, requestID: "req-1", raw: #"{"prompt":"\#(prompt)"}"#)
        let item = try library.settleMade(call.id, reply, now: .sample)
        let kept = try originals.keep(try Bench.png(), for: item.id)
        _ = try library.setNote("mnemosyne and more", of: item.id, now: .sample)
        _ = try library.setNote("xylographer", of: item.id, now: .sample)
        _ = try library.addTags([try TagName("palimpsestic")], to: [item.id], now: .sample)
        _ = try library.removeTags([try TagName("palimpsestic")], from: [item.id], now: .sample)
        return kept.item
    }

    /// Another item that shares a word, so that the index holds both in one place.
    func otherItem() throws -> MediaItem {
        let call = try library.beginGeneration(
            prompt: "a red boat by the sea", model: "flux-schnell", ratio: "1:1", tags: [],
            expectedCredits: 3, now: .sample)
        return try library.settleMade(
            call.id,
            Library.MadeReply(
                item: RemoteMediaItem(mediaID: "other-media"), mediaIDs: ["other-media"],
                echoedPrompt: nil, creditsUsed: 3, creditsRemaining: 94, status: 201,
                requestID: "req-2", raw: "{}"), now: .sample)
    }

    /// Words that are in any file of the library's folder, in any case.
    func found(_ words: [String]) throws -> [String] {
        let folder = library.folder
        let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
        #expect(paths.contains("library.sqlite"))
        return try paths.flatMap { path -> [String] in
            let file = folder.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
            guard !isFolder.boolValue else { return [] }
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self).lowercased()
            return words.filter { text.contains($0) }.map { "\($0) in \(path)" }
        }
    }
}
