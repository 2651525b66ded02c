import FolioImaging
package import FolioMetadata
package import FolioModel
import FolioStore
package import Foundation

/// What became of one file of an import.
package struct PictureOutcome: Sendable {
    package enum Kind: Hashable, Sendable {
        /// A new item; `nil` in a dry run.
        case imported(MediaItem.ID?)
        /// An item holds the same content.
        case known(MediaItem.ID)
        /// Another file of a dry run has the same content.
        case knownTwin
        /// An item that is the same picture had no prompt, and has it now.
        case completed(MediaItem.ID)
        /// An item holds the same content, and its file lay elsewhere before.
        case moved(MediaItem.ID, from: String)
        /// Not taken in.
        case broken(reason: String)
        /// No picture; not taken in, and nothing is wrong with it.
        case noPicture
    }

    package let path: String
    package let kind: Kind
    /// Of a new picture.
    package let metadata: FileMetadata?
}

/// Takes pictures of other programs into the library, with what they say about themselves.
///
/// Items appear in batches, each in one transaction, after their files are held. A process that
/// is killed loses at most the items of one batch, and the next import takes them in: content that
/// is held is known. Nothing outside of the library is changed.
package final class PictureImport {
    private static let batch = 64

    private struct Draft {
        let path: String
        let new: Library.ImportedDraft
        let metadata: FileMetadata
    }

    private let originals: Originals
    private let tags: [TagName]
    private let isDryRun: Bool
    private let now: Timestamp
    private let report: (PictureOutcome) -> Void
    private var drafts: [Draft] = []
    private var hashes: Set<String> = []

    /// `report` learns what became of each file, as soon as that is certain.
    package init(
        _ originals: Originals, tags: [TagName] = [], isDryRun: Bool = false, now: Timestamp,
        report: @escaping (PictureOutcome) -> Void
    ) {
        self.originals = originals
        self.tags = tags
        self.isDryRun = isDryRun
        self.now = now
        self.report = report
    }

    /// Walks files and folders.
    ///
    /// - Throws: an error of the library, or a full disk; what was reported is kept.
    package func run(_ paths: [URL]) throws {
        try FileWalk(leftOut: originals.library.folder).walk(paths) { file, failure in
            if let failure { return report(failure, file) }
            do {
                try take(file)
            } catch let error as FileError where error.kind == .usage {
                report(error, file)
            }
        }
        try flush()
    }

    private func report(_ failure: FileError, _ file: URL) {
        report(file, .broken(reason: failure.message))
    }

    private func report(
        _ file: URL, _ kind: PictureOutcome.Kind, _ metadata: FileMetadata? = nil
    ) {
        report(PictureOutcome(path: file.path, kind: kind, metadata: metadata))
    }

    private func take(_ file: URL) throws {
        let hashed = try SourceFile(file)
        let bytes = try FileBytes(file)
        let head = bytes.bytes(at: 0, count: 1 << 16)
        guard let kind = FileKind(head: head), kind.mediaKind == .image else {
            return report(file, .noPicture)
        }
        guard bytes.byteCount <= kind.byteLimit else {
            throw FileError.tooLarge(name: file.path, limit: kind.byteLimit)
        }
        let sha256 = try hashed.sha256()
        if hashes.contains(sha256), !isDryRun { try flush() }
        if let known = try originals.library.items(sha256: sha256).first {
            return try recognise(file, bytes, as: known)
        }
        let contents = PictureTexts.contents(bytes)
        if let damage = contents.damage { return report(file, .broken(reason: damage)) }
        if let known = try item(of: FileMetadata(contents).facts.record) {
            return try recognise(file, bytes, as: known)
        }
        guard !isDryRun else { return foretell(file, contents, sha256) }
        let source = try SourceFile(file)
        let staged = try originals.store.stage(source, name: file.path) { _ in kind.byteLimit }
        try take(staged, from: file)
    }

    private func item(of record: FolioRecord?) throws -> MediaItem? {
        guard let record else { return nil }
        return try originals.library.item(
            mediaID: record.mediaID, id: record.id,
            createdAt: record.createdAt.map(Timestamp.init(milliseconds:)))
    }

    private func recognise(_ file: URL, _ bytes: FileBytes, as known: MediaItem) throws {
        if known.prompt == nil, try complete(known, from: file, bytes) {
            return report(file, .completed(known.id))
        }
        guard let facts = try originals.library.fileFacts(of: known.id), facts.path != file.path,
            access(facts.path, F_OK) != 0
        else { return report(file, .known(known.id)) }
        if !isDryRun { try originals.library.moveFile(of: known.id, to: file.path) }
        report(file, .moved(known.id, from: facts.path))
    }

    private func complete(_ known: MediaItem, from file: URL, _ bytes: FileBytes) throws -> Bool {
        let contents = PictureTexts.contents(bytes)
        let metadata = FileMetadata(contents)
        var told = known
        told.prompt = metadata.facts.prompt
        told.model = metadata.facts.model
        told.ratio = metadata.facts.record?.ratio
        guard told.prompt != nil else { return false }
        return try isDryRun
            || originals.library.complete(
                known.id, from: told, FileFacts(file.path, metadata, contents), now: now)
    }

    private func foretell(_ file: URL, _ contents: FileContents, _ sha256: String) {
        guard hashes.insert(sha256).inserted else { return report(file, .knownTwin) }
        report(file, .imported(nil), FileMetadata(contents))
    }

    /// What counts is what was copied, not what lies at the path by now.
    private func take(_ staged: StagedFile, from file: URL) throws {
        guard let kind = FileKind(head: staged.head) else {
            throw FileError.unknownFormat(name: file.path)
        }
        let contents = PictureTexts.contents(try staged.contents())
        if let damage = contents.damage { return report(file, .broken(reason: damage)) }
        let metadata = FileMetadata(contents)
        try staged.publish()
        hashes.insert(staged.sha256)
        drafts.append(
            Draft(
                path: file.path,
                new: Library.ImportedDraft(
                    item: item(of: staged, kind, metadata.facts, file),
                    facts: FileFacts(file.path, metadata, contents),
                    rating: metadata.facts.record?.rating, note: metadata.facts.record?.note),
                metadata: metadata))
        if drafts.count >= Self.batch { try flush() }
    }

    private func item(
        of staged: StagedFile, _ kind: FileKind, _ facts: GenerationFacts, _ file: URL
    ) -> MediaItem {
        let record = facts.record
        let made = record?.createdAt.map(Timestamp.init(milliseconds:))
        return MediaItem(
            id: "", mediaID: record?.mediaID.flatMap { $0.isEmpty ? nil : $0 },
            kind: kind.mediaKind, presence: .local, prompt: facts.prompt, model: facts.model,
            ratio: record?.ratio.flatMap { $0.isEmpty ? nil : $0 },
            width: kind.size?.width ?? facts.width, height: kind.size?.height ?? facts.height,
            fileName: FileName.harmless(file.lastPathComponent)
                ?? "file.\(kind.format.fileExtension)",
            contentType: kind.format.mimeType, byteCount: staged.byteCount, sha256: staged.sha256,
            createdAt: made.flatMap { $0 <= now ? $0 : nil } ?? changed(file),
            tags: tagNames(facts.tags).map(\.text))
    }

    /// The words of the file as far as they can be tags.
    private func tagNames(_ words: [String]) -> [TagName] {
        let found = words.prefix(MetadataLimits.texts).compactMap { word in
            // A word that cannot be a tag stays in the file's own texts, which are kept.
            try? TagName(word.split(whereSeparator: \.isWhitespace).joined(separator: "-"))
        }
        var seen: Set<String> = []
        return (tags + found).filter { seen.insert($0.folded).inserted }
    }

    /// When the file was last changed, which is when it was made unless somebody wrote into it.
    private func changed(_ file: URL) -> Timestamp {
        var status = stat()
        guard stat(file.path, &status) == 0 else { return now }
        let milliseconds = Int64(status.st_mtim.tv_sec) * 1_000
        guard (0...now.milliseconds).contains(milliseconds) else { return now }
        return Timestamp(milliseconds: milliseconds)
    }

    private func flush() throws {
        let ready = drafts
        guard !ready.isEmpty else { return }
        drafts = []
        hashes = []
        let added = try originals.library.addImported(ready.map(\.new), now: now)
        // A picture without its small copies is as whole as before; they can be made later.
        _ = originals.makeThumbnails(of: added)
        let byHash = Dictionary(added.map { ($0.sha256 ?? "", $0) }) { first, _ in first }
        for draft in ready {
            let hash = draft.new.item.sha256 ?? ""
            let file = URL(fileURLWithPath: draft.path)
            if let item = byHash[hash] {
                report(file, .imported(item.id), draft.metadata)
            } else if let known = try originals.library.items(sha256: hash).first
                ?? item(of: draft.metadata.facts.record)
            {
                report(file, .known(known.id))
            }
        }
    }
}

extension FileFacts {
    fileprivate init(_ path: String, _ metadata: FileMetadata, _ contents: FileContents) {
        let facts = metadata.facts
        self.init(
            path: path, reader: metadata.winner?.reader, negativePrompt: facts.negativePrompt,
            seed: facts.seed, steps: facts.steps, sampler: facts.sampler,
            credits: facts.record?.credits, isMarkedAsAI: facts.isMarkedAsAI,
            rawJSON: Self.json(contents))
    }

    /// Every text, so that what has no column is not lost.
    private static func json(_ contents: FileContents) -> String? {
        var pairs = contents.texts.map { [$0.key, $0.text] }
        if let xmp = contents.xmp { pairs.append(["xmp", xmp]) }
        guard !pairs.isEmpty else { return nil }
        // Texts can always be written as JSON.
        return (try? JSONEncoder().encode(pairs)).map { String(decoding: $0, as: UTF8.self) }
    }
}
