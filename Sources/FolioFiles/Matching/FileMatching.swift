package import FolioModel
import FolioStore
package import Foundation

/// Which files are the originals of which items, each with what speaks for it.
package struct FileMatching: Hashable, Sendable {
    /// A file and the only item that it can be of.
    package struct Pair: Hashable, Sendable {
        package let file: URL
        package let sha256: String
        package let item: MediaItem
        package let proofs: [MatchProof]
    }

    /// A file that is left alone.
    package struct Rest: Hashable, Sendable {
        package let file: URL
        package let reason: Reason
    }

    /// Why a file is left alone.
    package enum Reason: Hashable, Sendable {
        /// No item without an original fits well enough.
        case noItem
        /// Several fit equally well.
        case several([MediaItem.ID])
        /// Another of the files fits the same item as well or better.
        case otherFile(item: MediaItem.ID)
        /// An item holds these bytes already.
        case held(item: MediaItem.ID)
        /// It cannot be read, or is of no known format; in words.
        case unreadable(String)
    }

    package private(set) var pairs: [Pair] = []
    package private(set) var rest: [Rest] = []

    /// Decides without touching anything. The items are those that have no original yet.
    init(_ files: [FileClues], among items: [MediaItem]) {
        var claims: [MediaItem.ID: [(clues: FileClues, match: FileMatch)]] = [:]
        for clues in files {
            let matches = items.compactMap { FileMatch(clues, $0) }
                .filter { $0.weight >= FileMatch.enough }
            guard let best = matches.max(by: { $0.weight < $1.weight }) else {
                rest.append(Rest(file: clues.file, reason: .noItem))
                continue
            }
            let equals = matches.filter { $0.weight == best.weight }.map(\.item.id)
            if equals.count > 1 {
                rest.append(Rest(file: clues.file, reason: .several(equals)))
            } else {
                claims[best.item.id, default: []].append((clues, best))
            }
        }
        for (item, claims) in claims.sorted(by: { $0.key < $1.key }) { decide(item, claims) }
    }

    private mutating func decide(
        _ item: MediaItem.ID, _ claims: [(clues: FileClues, match: FileMatch)]
    ) {
        guard let heaviest = claims.map(\.match.weight).max() else { return }
        let best = claims.filter { $0.match.weight == heaviest }
        // Copies of one file are as good as one.
        let isDecided = Set(best.map(\.clues.sha256)).count == 1
        let chosen = isDecided ? best.first : nil
        if let chosen {
            pairs.append(
                Pair(
                    file: chosen.clues.file, sha256: chosen.clues.sha256, item: chosen.match.item,
                    proofs: chosen.match.proofs))
        }
        for claim in claims where claim.clues.file != chosen?.clues.file {
            rest.append(Rest(file: claim.clues.file, reason: .otherFile(item: item)))
        }
    }

    mutating func leave(_ file: URL, _ reason: Reason) {
        rest.append(Rest(file: file, reason: reason))
    }
}

extension Originals {
    /// Finds the items that files are the originals of, among those that have none.
    ///
    /// Nothing is changed. A file that cannot be read is among the rest.
    package func match(_ files: [URL], among items: [MediaItem]) throws -> FileMatching {
        var clues: [FileClues] = []
        var left: [(URL, FileMatching.Reason)] = []
        for file in files {
            do {
                let found = try FileClues(file)
                if let holder = try library.items(sha256: found.sha256).first {
                    left.append((file, .held(item: holder.id)))
                } else {
                    clues.append(found)
                }
            } catch let error as FileError {
                left.append((file, .unreadable(error.message)))
            }
        }
        var matching = FileMatching(clues, among: items)
        for (file, reason) in left { matching.leave(file, reason) }
        return matching
    }

    /// Makes the file of a pair the original of its item, if both are still as they were.
    ///
    /// - Throws: ``FileError/otherOriginalHeld(item:)`` where the item has got one meanwhile.
    package func adopt(_ pair: FileMatching.Pair) throws -> KeptOriginal {
        try adopt(pair.file, for: pair.item.id)
    }
}
