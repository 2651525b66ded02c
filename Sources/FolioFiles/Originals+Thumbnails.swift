import FolioImaging
package import FolioModel
import FolioStore
import Foundation
import Synchronization

extension Originals {
    /// Pixels of a thumbnail's longer side, the largest first.
    package static let thumbnailSides = [512, 256]
    /// What a list draws.
    package static let thumbnailSide = 256

    /// Makes the small copies of an item's original anew. Never throws: without them the item is
    /// as whole as before.
    package func makeThumbnail(of item: MediaItem) -> ThumbnailResult {
        makeThumbnails(of: [item])[item.id] ?? .notOffered
    }

    /// Makes the small copies of many originals, on all processors, and keeps those that were
    /// made in one transaction.
    package func makeThumbnails(of items: [MediaItem]) -> [MediaItem.ID: ThumbnailResult] {
        let made = Mutex<[MediaItem.ID: Result<SmallCopies?, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: items.count) { index in
            let item = items[index]
            let copies = Result { try smallCopies(of: item) }
            made.withLock { $0[item.id] = copies }
        }
        let results = made.withLock { $0 }
        let copies = results.values.compactMap { try? $0.get() }
        do {
            try Thumbnails.open(beside: library).put(
                copies.flatMap { copy in copy.thumbnails.map { (copy.id, $0) } })
            try library.keepLooks(copies.map { ($0.id, $0.look) })
        } catch {
            let reason = Self.reason(error)
            return results.mapValues { _ in .failed(reason: reason) }
        }
        return results.mapValues { result in
            switch result {
            case .success(let copies): copies == nil ? .notOffered : .made
            case .failure(let error): .failed(reason: Self.reason(error))
            }
        }
    }

    /// Items among these whose original is held and whose small copies are missing or are those of
    /// another original.
    package func withoutThumbnails(_ items: [MediaItem]) throws -> [MediaItem] {
        let made = try Thumbnails.open(beside: library).originals(sides: Self.thumbnailSides)
        let looks = try library.looks(of: items.map(\.id))
        return items.filter { item in
            guard let sha256 = item.sha256 else { return false }
            return made[item.id] != sha256 || looks[item.id] == nil
        }
    }

    private func smallCopies(of item: MediaItem) throws -> SmallCopies? {
        guard item.kind == .image, let sha256 = item.sha256 else { return nil }
        return try SmallCopies(of: item.id, sha256: sha256, at: store.location(of: sha256))
    }

    private static func reason(_ error: any Error) -> String {
        (error as? ImageError)?.message ?? (error as? any UserFacingError)?.message ?? "\(error)"
    }
}
