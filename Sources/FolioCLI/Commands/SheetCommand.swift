package import ArgumentParser
import FolioFiles
import FolioModel
import FolioStore
import Foundation

/// `folio sheet`
package struct SheetCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Show items as a contact sheet, on the terminal or as a PNG file.",
        discussion: """
            Example: folio sheet tag:boats --limit 12

            With -o it makes a file that appears when it is whole. The language: folio help query.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var pictures: PictureOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Make this PNG file.", valueName: "file"), completion: .file())
    package var file: String?

    @Flag(help: "Even if there is a file of that name.")
    package var force = false

    @Option(help: "At most so many; 0 for all.")
    package var limit = 50

    @Option(
        help: ArgumentHelp(
            "Pictures in a row (else as many as fit; in a file 6).", valueName: "n"))
    package var across: Int?

    @OptionGroup package var words: QueryWords

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
        guard across.map({ (1...100).contains($0) }) ?? true else {
            throw ValidationError("--across must be 1 to 100")
        }
        guard file != nil || !force else { throw ValidationError("--force needs -o FILE") }
    }

    package func run() async throws {
        try words.refuseRest()
        let library = try libraryOption.open(for: .reading)
        let zone = try output.zone(library: library.folder)
        let results = try library.items(
            ItemRequest(
                query: try QueryArgument.query(words.query, in: library),
                limit: limit == 0 ? nil : limit, now: Runtime.current.now(),
                utcOffset: zone.utcOffset))
        let items = results.items.map(\.item)
        if let file, !items.isEmpty {
            let sheet = try SheetImage(items, perRow: across ?? 6, pixels: ItemPixels(library))
            try write(try sheet.png(), to: URL(fileURLWithPath: file))
        }
        try print(items, of: results, library)
    }

    private func print(
        _ items: [MediaItem], of results: ItemResults, _ library: Library
    ) throws {
        let console = Runtime.current.console
        if output.json {
            let reply = SheetJSON(
                file: items.isEmpty ? nil : file, items: items.map(SheetItemJSON.init),
                total: results.total, truncated: results.isTruncated)
            return console.print(try JSONText.text(reply))
        }
        if items.isEmpty {
            if !output.quiet { console.printError("nothing matches") }
            return
        }
        if let file {
            if !output.quiet {
                console.print("\(SafeText.line(file)): \(counted(items.count, "item"))")
            }
        } else {
            try show(items, library)
        }
        if results.isTruncated, !output.quiet {
            console.printError("\(items.count) of \(results.total); more with --limit N")
        }
    }

    private func show(_ items: [MediaItem], _ library: Library) throws {
        let console = Runtime.current.console
        let columns = across.map { max(1, (console.width + 1) / $0 - 1) } ?? 20
        let sheet = ContactSheet(items: items, thumbColumns: columns)
        if let terminal = try pictures.terminal() {
            try sheet.draw(terminal, of: library)
        } else {
            sheet.lines.forEach { console.print($0) }
        }
    }

    /// A file that exists is replaced only by `--force`, and only by a whole one.
    private func write(_ png: [UInt8], to place: URL) throws {
        do {
            if force { return try PrivateFile.write(Data(png), to: place) }
            try NewFile.make(place) { try Data(png).write(to: $0) }
        } catch KeepingError.fileExists(let path) {
            throw SheetError.exists(path: path)
        } catch let error as PrivateFileError {
            throw SheetError.unwritable(path: error.path, reason: error.reason)
        }
    }
}

/// What `folio sheet --json` prints.
struct SheetJSON: Encodable {
    var format_version = JSONText.formatVersion
    @Nullable var file: String?
    let items: [SheetItemJSON]
    let total: Int
    let truncated: Bool
}

/// An item on a contact sheet, in the order of the sheet.
struct SheetItemJSON: Encodable {
    let id: String
    /// Whether its original is held here.
    let has_pixels: Bool
    @Nullable var prompt: String?

    init(_ item: MediaItem) {
        id = item.id
        has_pixels = item.sha256 != nil
        prompt = item.prompt
    }
}
