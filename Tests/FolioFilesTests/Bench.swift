import FolioFiles
import FolioImaging
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation

/// A library and a folder for the user's files, both temporary.
final class Bench: Sendable {
    let library: Library
    let originals: Originals
    /// Where the user's own files are.
    let desk: URL

    init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-files-\(UUID().uuidString)")
        desk = folder.appendingPathComponent("desk", isDirectory: true)
        try FileManager.default.createDirectory(at: desk, withIntermediateDirectories: true)
        let home = folder.appendingPathComponent("library", isDirectory: true)
        try Library.create(in: home)
        library = try Library.open(home)
        originals = Originals(library)
    }

    deinit {
        // What is left in a temporary folder harms nobody.
        try? FileManager.default.removeItem(at: desk.deletingLastPathComponent())
    }

    var files: URL { library.folder.appendingPathComponent("files", isDirectory: true) }

    /// An item that the remote has.
    func item(_ mediaID: String = "media-1", kind: MediaItem.Kind = .image) throws -> MediaItem {
        _ = try library.learn(
            [RemoteMediaItem(mediaID: mediaID, kind: kind, createdAt: .sample)], now: .sample)
        return try library.item(mediaID)
    }

    func write(_ bytes: [UInt8], as name: String = "boat.png") throws -> URL {
        let file = desk.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file
    }

    /// Every file below `files/`, by its path there.
    func stored() throws -> [String] {
        let paths = FileManager.default.subpaths(atPath: files.path) ?? []
        return try paths.filter {
            let path = files.appendingPathComponent($0).path
            return try FileManager.default.attributesOfItem(atPath: path)[.type]
                as? FileAttributeType
                == .typeRegular
        }.sorted()
    }

    func permissions(_ path: String) throws -> Int? {
        let path = files.appendingPathComponent(path).path
        return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// A whole small PNG file; the same for the same shade.
    static func png(shade: UInt8 = 90, width: Int = 4, height: Int = 2) throws -> [UInt8] {
        let pixels = [UInt8](repeating: shade, count: width * height * 4)
        return try PixelImage(width: width, height: height, rgba: pixels).png()
    }
}
