import FolioImaging
package import FolioModel
package import FolioStore
package import Foundation

/// The original files that a library holds, under `files/` by their SHA-256, and their small
/// copies in `thumbnails.sqlite`.
///
/// Bytes are complete and durable before the library says that they are held; a process that is
/// killed in between leaves at most a file that nothing names. Methods throw ``FileError`` or an
/// error of the library.
package struct Originals: Sendable {
    /// Bytes of an image or a document.
    package static let imageByteLimit = ImageLimits.fileBytes

    let library: Library
    let store: ContentStore

    package init(_ library: Library) {
        self.library = library
        store = ContentStore(
            folder: library.folder.appendingPathComponent("files", isDirectory: true))
    }

    /// Keeps a copy of a file as the original of an item; one that was held before is let go.
    package func keep(_ file: URL, for id: MediaItem.ID) throws -> KeptOriginal {
        try keep(id) { item, name in try stage(file, name: name, for: item) }
    }

    /// Keeps bytes as the original of an item; one that was held before is let go.
    package func keep(_ bytes: [UInt8], for id: MediaItem.ID) throws -> KeptOriginal {
        try keep(id) { item, name in
            try store.stage(bytes, name: name) { try Self.limit($0, name: name, wanted: item.kind) }
        }
    }

    /// Keeps what `fill` writes into the file that it is given, for example a download.
    ///
    /// The content is believed only as far as its own bytes go: it must be of the item's kind and
    /// of bounded size, whatever was promised about it. An original that came meanwhile, from the
    /// user, stays the original.
    package func receive(
        for id: MediaItem.ID, fill: (URL) async throws -> Void
    ) async throws -> KeptOriginal {
        let wasHeld = try library.item(id).sha256 != nil
        let draft = try store.draftLocation()
        // If it cannot be removed, ``removeLeftovers(olderThan:)`` will.
        defer { try? FileManager.default.removeItem(at: draft) }
        _ = try await fill(draft)
        do {
            return try keep(id, replacing: wasHeld) { item, name in
                try stage(draft, name: name, for: item)
            }
        } catch let other as OtherOriginalHeld {
            return KeptOriginal(item: other.item, thumbnail: makeThumbnail(of: other.item))
        }
    }

    /// Makes a file of the user's the original of an item. With `replacing` it may take the place
    /// of a different one, whose file stays where it is.
    package func adopt(
        _ file: URL, for id: MediaItem.ID, replacing: Bool = false
    ) throws -> KeptOriginal {
        do {
            return try keep(id, replacing: replacing) { item, _ in
                let staged = try stage(file, name: file.path, for: item)
                guard replacing || item.sha256 == nil || item.sha256 == staged.sha256 else {
                    throw OtherOriginalHeld(item: item)
                }
                return staged
            }
        } catch let other as OtherOriginalHeld {
            throw FileError.otherOriginalHeld(item: other.item.id)
        }
    }

    /// Whether ``adopt(_:for:replacing:)`` would take the file, as far as that can be told without
    /// copying it.
    ///
    /// - Throws: what it would throw.
    package func checkAdoption(
        of file: URL, for id: MediaItem.ID, replacing: Bool = false
    ) throws {
        let item = try library.item(id)
        let clues = try FileClues(file)
        guard item.kind == .other || item.kind == clues.kind else {
            throw FileError.otherKind(name: file.path, found: clues.kind, wanted: item.kind)
        }
        guard replacing || item.sha256 == nil || item.sha256 == clues.sha256 else {
            throw FileError.otherOriginalHeld(item: item.id)
        }
    }

    /// - Throws: ``OtherOriginalHeld`` as well.
    private func keep(
        _ id: MediaItem.ID, replacing: Bool = true,
        _ stage: (MediaItem, _ name: String) throws -> StagedFile
    ) throws -> KeptOriginal {
        let known = try library.item(id)
        let staged = try stage(known, "the file of \(known.id)")
        guard let kind = FileKind(head: staged.head) else {
            throw FileError.unknownFormat(name: "the file of \(known.id)")
        }
        try staged.publish()
        let item = try library.holdOriginal(
            of: known.id, sha256: staged.sha256, byteCount: staged.byteCount,
            contentType: kind.format.mimeType, width: kind.size?.width, height: kind.size?.height,
            replacing: replacing)
        return KeptOriginal(item: item, thumbnail: makeThumbnail(of: item))
    }

    private func stage(_ file: URL, name: String, for item: MediaItem) throws -> StagedFile {
        let source = try SourceFile(file)
        return try store.stage(source, name: name) {
            try Self.limit($0, name: name, wanted: item.kind)
        }
    }

    /// Decided by the first bytes, before the rest is copied.
    private static func limit(
        _ head: [UInt8], name: String, wanted: MediaItem.Kind
    ) throws(FileError) -> Int {
        guard let kind = FileKind(head: head) else { throw .unknownFormat(name: name) }
        guard wanted == .other || wanted == kind.mediaKind else {
            throw .otherKind(name: name, found: kind.mediaKind, wanted: wanted)
        }
        return kind.byteLimit
    }
}

/// An original that is held now.
package struct KeptOriginal: Hashable, Sendable {
    /// With what the file tells about it.
    package let item: MediaItem
    package let thumbnail: ThumbnailResult
}

/// What became of the small copy of an original. Never fatal: it can be made anew at any time.
package enum ThumbnailResult: Hashable, Sendable {
    case made
    /// Folio makes none of this format.
    case notOffered
    case failed(reason: String)
}
