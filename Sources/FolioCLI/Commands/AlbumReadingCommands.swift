package import ArgumentParser
import FolioModel
import FolioStore

/// `folio album list`
package struct AlbumListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all albums and how many items are in each.",
        discussion: "Example: folio album list")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let albums = try libraryOption.open(for: .reading).albums()
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: albums.map(AlbumJSON.init), total: albums.count, truncated: false)
            console.print(try JSONText.text(list))
        } else {
            console.print(
                TextTable(
                    columns: [.init("items", .right), .init("album")],
                    rows: albums.map { [StyledText(String($0.count)), StyledText($0.name)] }))
            if albums.isEmpty && !output.quiet {
                console.printError("no albums yet; folio album add last -- NAME")
            }
        }
    }
}

/// An album as JSON output shows it.
struct AlbumJSON: Encodable {
    let name: String
    let count: Int
    let created_at: String

    init(_ album: Library.AlbumCount) {
        name = album.name
        count = album.count
        created_at = album.createdAt.iso8601
    }
}

/// `folio album show`
package struct AlbumShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List the items of an album, newest first.",
        discussion: """
            Example: folio album show "Winter sale" --limit 10

            Hidden items are left out, as everywhere.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var list: ListOptions

    @Argument(help: "The album.", completion: CompletionSource.albums.kind)
    package var album: String

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        guard let name = try library.albumName(album)
        else { throw LibraryError.noSuch(thing: "album", name: album) }
        let question = ItemQuestion(
            text: "", query: .album(name), loneWord: .reference, ranksText: false, list: list,
            output: output)
        try question.answer(library)
    }
}
