import FolioImaging
package import FolioModel
import FolioStore
package import Foundation

extension Originals {
    /// Takes a file of the user's into the library, to be uploaded by the next sync.
    ///
    /// The file is held first; then the item and its place in the outbox appear in one
    /// transaction. A process that is killed leaves either both or a file that nothing names.
    /// It counts as made `now`, from `prompt` where that is known.
    package func importForUpload(
        _ file: URL, prompt: GenerationPrompt? = nil, tags: [TagName] = [], now: Timestamp
    ) throws -> ImportedFile {
        let source = try SourceFile(file)
        let staged = try store.stage(source, name: file.path) { head in
            guard let kind = FileKind(head: head), kind.mayBeUploaded else {
                throw FileError.unknownFormat(name: file.path)
            }
            return kind.uploadByteLimit
        }
        guard let kind = FileKind(head: staged.head) else {
            throw FileError.unknownFormat(name: file.path)
        }
        try staged.publish()
        let twins = try library.items(sha256: staged.sha256).map(\.id)
        let draft = MediaItem(
            id: "", kind: kind.mediaKind, state: .uploading, presence: .local,
            prompt: prompt?.text, width: kind.size?.width, height: kind.size?.height,
            fileName: FileName.harmless(file.lastPathComponent)
                ?? "file.\(kind.format.fileExtension)",
            contentType: kind.format.mimeType, byteCount: staged.byteCount,
            sha256: staged.sha256, createdAt: now, tags: tags.map(\.text))
        let (item, entry) = try library.addUpload(draft, now: now)
        return ImportedFile(
            item: item, entry: entry, twins: twins, thumbnail: makeThumbnail(of: item))
    }
}

/// A file that was taken in and waits to be uploaded.
package struct ImportedFile: Hashable, Sendable {
    package let item: MediaItem
    package let entry: OutboxEntry
    /// Items that held the same bytes before.
    package let twins: [MediaItem.ID]
    package let thumbnail: ThumbnailResult
}
