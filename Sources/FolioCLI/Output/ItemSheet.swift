import FolioFiles
package import FolioModel
package import FolioStore
import Foundation

/// Everything known of one item: what `show` prints.
package struct ItemSheet: Sendable {
    package var item: MediaItem
    package var generation: Generation?
    package var ledger: [LedgerEntry]
    package var posts: [Post]
    /// Its rating, note, albums, and whether it is hidden.
    package var opinion: Library.Opinion
    /// The remote's own description, JSON; read only where it is asked for.
    package var remoteText: String?
    /// What its file said, where it was imported.
    package var fileFacts: FileFacts?
    /// Where the original lies, if it is held.
    package var originalPath: String?
    /// 0xRRGGBB; nil where nothing has looked at its pixels.
    package var averageColor: Int?

    /// - Throws: ``LibraryError`` where `reference` names no item, or several.
    package init(_ reference: String, in library: Library, withRemoteText: Bool) throws {
        item = try library.item(reference)
        let id = item.id
        generation = try library.generation(of: id)
        let generationID = generation?.id
        ledger = try library.ledger().filter {
            $0.itemID == id || (generationID != nil && $0.generationID == generationID)
        }
        posts = try library.posts(using: id)
        opinion = try library.opinion(of: id)
        remoteText = withRemoteText ? try library.remoteJSON(of: id) : nil
        fileFacts = try library.fileFacts(of: id)
        originalPath = Originals(library).original(of: item)?.path
        averageColor = try library.look(of: id)?.averageColor
    }

    package func lines(zone: LocalZone) -> [StyledText] {
        let labelled = facts(zone: zone).compactMap { label, value in
            value.map { StyledText("\(label): ", .dim) + StyledText($0) }
        }
        var lines = [StyledText(item.id, .bold)] + promptLines + labelled
        lines += posts.map { Self.line($0, zone: zone) }
        if let remoteText { lines.append(StyledText("remote: ", .dim) + StyledText(remoteText)) }
        return lines
    }

    private var promptLines: [StyledText] {
        guard let prompt = item.prompt else { return [StyledText("prompt unknown", .dim)] }
        return prompt.split(separator: "\n", omittingEmptySubsequences: false)
            .map { StyledText("  \($0)") }
    }

    private func facts(zone: LocalZone) -> [(String, String?)] {
        let size = item.width.flatMap { width in item.height.map { "\(width)×\($0)" } }
        return [
            ("media id", item.mediaID), ("kind", item.kind.rawValue),
            ("state", item.state.rawValue), ("where", item.presence.rawValue),
            ("model", item.model ?? "unknown"), ("ratio", item.ratio ?? "unknown"),
            ("size", size ?? "unknown"),
            ("credits", item.credits.map(String.init) ?? "unknown"),
            ("made", zone.minute(of: item.createdAt)),
            ("tags", item.tags.isEmpty ? "none" : item.tags.joined(separator: " ")),
            ("albums", opinion.albums.isEmpty ? nil : opinion.albums.joined(separator: ", ")),
            ("rating", opinion.rating.map(String.init)), ("note", opinion.note),
            ("hidden", opinion.isHidden ? "yes; folio unhide shows it in lists again" : nil),
            ("file name", item.fileName), ("type", item.contentType),
            ("bytes", item.byteCount.map(String.init)),
            ("original", originalPath ?? "not held; no pixels here"),
        ] + importedFacts + generationFacts(zone: zone) + ledger.map { Self.fact($0, zone: zone) }
    }

    private var importedFacts: [(String, String?)] {
        guard let facts = fileFacts else { return [] }
        return [
            ("negative prompt", facts.negativePrompt), ("seed", facts.seed),
            ("steps", facts.steps.map(String.init)), ("sampler", facts.sampler),
            ("paid, as its file tells", facts.credits.map { counted($0, "credit") }),
            ("marked as made by AI", facts.isMarkedAsAI ? "yes" : nil),
            ("read by", facts.reader), ("imported from", facts.path),
        ]
    }

    private func generationFacts(zone: LocalZone) -> [(String, String?)] {
        guard let generation else { return [] }
        return [
            ("generation", "\(generation.id), \(generation.state.rawValue)"),
            ("asked", zone.minute(of: generation.startedAt)),
            ("list price", generation.expectedCredits.map { counted($0, "credit") }),
            ("request id", generation.requestID), ("evidence", generation.evidence),
            ("the remote's version of the prompt", generation.echoedPrompt),
            (
                "all media ids",
                generation.mediaIDs.count > 1 ? generation.mediaIDs.joined(separator: " ") : nil
            ),
        ]
    }

    private static func fact(_ entry: LedgerEntry, zone: LocalZone) -> (String, String?) {
        (
            "ledger",
            "\(entry.kind.rawValue) \(entry.credits) on \(zone.day(of: entry.at)), "
                + "by \(entry.evidence)"
        )
    }

    private static func line(_ post: Post, zone: LocalZone) -> StyledText {
        let time = post.scheduledFor.map { ", for \(zone.minute(of: $0))" } ?? ""
        return StyledText("post: ", .dim) + StyledText(post.id, .bold)
            + StyledText(", \(post.status.rawValue)\(time)")
    }
}
