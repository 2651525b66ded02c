import FolioImaging
import FolioMetadata
package import FolioModel
import FolioStore
package import Foundation

/// What an export writes.
package struct ExportOptions: Sendable {
    package enum Metadata: Sendable {
        /// Prompt, model, tags and cost are in the copy.
        case embedded
        /// Nothing tells how the picture was made.
        case stripped
    }

    /// A file beside each picture, of the same name.
    package enum Sidecar: String, CaseIterable, Sendable {
        case json, xmp, txt
    }

    package var metadata = Metadata.embedded
    package var sidecar: Sidecar?
    package var isDryRun = false

    package init() {}
}

/// What became of one item of an export.
package struct ExportOutcome: Sendable {
    package enum Kind: Hashable, Sendable {
        case written
        /// The very same file was there.
        case there
        /// The original is not held here.
        case noPixels
        case failed(reason: String)
    }

    package let item: MediaItem.ID
    package let kind: Kind
    /// Where the copy is, or would be.
    package let path: String?
}

/// Copies originals into a folder, with what is known of them or without.
///
/// Every file appears whole or not at all, and none takes the place of another. The same export
/// into the same folder finds its files there and writes nothing.
package struct PictureExport {
    private let originals: Originals
    private let folder: URL
    private let name: ExportName
    private let options: ExportOptions

    package init(
        _ originals: Originals, to folder: URL, name: ExportName, options: ExportOptions
    ) {
        self.originals = originals
        self.folder = folder
        self.name = name
        self.options = options
    }

    /// Goes through items in their order; `report` learns of each.
    ///
    /// - Throws: ``ExportError``, a full disk, or an error of the library. What was reported stays.
    package func run(
        _ ids: [MediaItem.ID], _ report: (ExportOutcome) throws -> Void
    ) throws {
        if !options.isDryRun { try makeFolder() }
        var stems: Set<String> = []
        for id in ids {
            try Task.checkCancellation()
            try report(try export(id, &stems))
        }
    }

    private func makeFolder() throws {
        var isFolder: ObjCBool = false
        if !FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) {
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true)
            } catch {
                throw ExportError.notAFolder(path: folder.path)
            }
        } else if !isFolder.boolValue {
            throw ExportError.notAFolder(path: folder.path)
        }
    }

    private func export(
        _ id: MediaItem.ID, _ stems: inout Set<String>
    ) throws -> ExportOutcome {
        let item = try originals.library.item(id)
        guard let original = originals.original(of: item) else {
            return ExportOutcome(item: id, kind: .noPixels, path: nil)
        }
        let record = try originals.library.record(of: item)
        let stem = free(name.stem(of: record, id: id), id, &stems)
        let bytes = try SourceFile(original).contents()
        let ending = FileKind(head: bytes)?.format.fileExtension ?? "bin"
        let place = folder.appendingPathComponent("\(stem).\(ending)")
        do {
            let copy = try content(record, bytes)
            let files = [(place, copy)] + sidecar(record, stem)
            return ExportOutcome(item: id, kind: try write(files), path: place.path)
        } catch let error as RewritingError {
            return ExportOutcome(
                item: id, kind: .failed(reason: error.reason(options.metadata)), path: nil)
        }
    }

    /// Where two items of an export would have one name, the second one gets its id behind it.
    private func free(
        _ stem: String, _ id: MediaItem.ID, _ stems: inout Set<String>
    ) -> String {
        // Some file systems do not tell cases apart.
        if stems.insert(stem.lowercased()).inserted { return stem }
        let longer = "\(stem)-\(id)"
        stems.insert(longer.lowercased())
        return longer
    }

    private func content(
        _ record: FolioRecord, _ bytes: [UInt8]
    ) throws -> [UInt8] {
        switch options.metadata {
        case .embedded: return try PictureRewriting.embedding(record, in: bytes)
        case .stripped:
            guard !PictureTexts.hidesText(bytes) else { throw RewritingError.hiddenText }
            return try PictureRewriting.stripping(bytes)
        }
    }

    private func sidecar(_ record: FolioRecord, _ stem: String) -> [(URL, [UInt8])] {
        guard let sidecar = options.sidecar else { return [] }
        let text =
            switch sidecar {
            case .json: record.json + "\n"
            case .xmp: PictureRewriting.packet(record) + "\n"
            case .txt: (record.prompt ?? "") + "\n"
            }
        let place = folder.appendingPathComponent("\(stem).\(sidecar.rawValue)")
        return [(place, Array(text.utf8))]
    }

    /// All files of an item, or none where one of their names is taken by something else.
    private func write(_ files: [(place: URL, bytes: [UInt8])]) throws -> ExportOutcome.Kind {
        var missing: [(place: URL, bytes: [UInt8])] = []
        for file in files {
            var status = stat()
            guard lstat(file.place.path, &status) == 0 else {
                missing.append(file)
                continue
            }
            // What cannot be read is not the same.
            guard let there = try? SourceFile(file.place).contents(), there == file.bytes else {
                return .failed(reason: "another file is at \(file.place.path)")
            }
        }
        guard !missing.isEmpty else { return .there }
        guard !options.isDryRun else { return .written }
        for file in missing { try Self.write(file.bytes, to: file.place) }
        return .written
    }

    private static func write(_ bytes: [UInt8], to place: URL) throws {
        try NewFile.make(place) { draft in
            let number = open(draft.path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
            guard let file = FileDescriptor(owning: number), file.write(bytes) else {
                throw FileError(writing: place.path)
            }
            // As other programs make files: what is exported is meant for others.
            fchmod(file.number, 0o644)
        }
    }
}

extension RewritingError {
    /// In the words of the command.
    fileprivate func reason(_ metadata: ExportOptions.Metadata) -> String {
        switch self {
        case .otherFormat where metadata == .embedded:
            "only PNG, JPEG and WebP can hold texts; its record can stand beside it: --sidecar json"
        case .otherFormat: "only PNG, JPEG and WebP can be stripped"
        case .damaged(let reason): "its original is damaged: \(reason)"
        case .tooMuch(let limit):
            "its texts are longer than the \(limit) bytes that the format can hold; "
                + "they can stand beside it: --strip --sidecar json"
        case .hiddenText: "its pixels hide a text, which stripping would leave in them"
        }
    }
}

extension Library {
    /// What a copy of an item's picture tells about it.
    fileprivate func record(of item: MediaItem) throws -> FolioRecord {
        let facts = try fileFacts(of: item.id)
        let opinion = try opinion(of: item.id)
        var record = FolioRecord()
        (record.id, record.mediaID) = (item.id, item.mediaID)
        (record.prompt, record.negativePrompt) = (item.prompt, facts?.negativePrompt)
        (record.model, record.ratio) = (item.model, item.ratio)
        (record.width, record.height) = (item.width, item.height)
        (record.seed, record.steps, record.sampler) = (facts?.seed, facts?.steps, facts?.sampler)
        record.credits = item.credits ?? facts?.credits
        record.tags = item.tags
        (record.rating, record.note) = (opinion.rating, opinion.note)
        record.createdAt = item.createdAt.milliseconds
        return record
    }
}
