package import ArgumentParser
import FolioModel
import FolioStore

/// `folio album`
package struct AlbumCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "album",
        abstract: "Keep items together in albums.",
        discussion: "Example: folio album add tag:boats -- Winter sale",
        subcommands: [
            AlbumAddCommand.self,
            AlbumRemoveCommand.self,
            AlbumListCommand.self,
            AlbumShowCommand.self,
            AlbumRenameCommand.self,
            AlbumDeleteCommand.self,
        ])

    package init() {}
}

/// `folio album add`
package struct AlbumAddCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Put all items of a query into an album, which is made if there is none.",
        discussion: """
            Example: folio album add last -- Winter sale

            Everything behind -- is the album's name. For more than one item a terminal asks; \
            elsewhere more than 100 need --yes.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        let query = try words.query(of: "album add", "ALBUM")
        let name = try AlbumName(try words.text(of: "album add", "ALBUM"))
        let change = ItemChange(query, output: output) { "put \($0) into “\(name.text)”" }
        let library = try libraryOption.open()
        try change.make(in: library, confirmation) { ids, now in
            try library.addToAlbum(name, ids, now: now)
        }
    }
}

/// `folio album remove`
package struct AlbumRemoveCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take all items of a query out of an album.",
        discussion: "Example: folio album remove tag:draft -- Winter sale")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        let query = try words.query(of: "album remove", "ALBUM")
        let name = try words.text(of: "album remove", "ALBUM")
        var change = ItemChange(query, output: output) { "take \($0) out of “\(name)”" }
        change.includesHidden = true
        let library = try libraryOption.open()
        guard try library.albumName(name) != nil
        else { throw LibraryError.noSuch(thing: "album", name: name) }
        try change.make(in: library, confirmation) { ids, now in
            try library.removeFromAlbum(name, ids, now: now)
        }
    }
}

/// `folio album rename`
package struct AlbumRenameCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Rename an album; two albums of one name become one.",
        discussion: "Example: folio album rename Winter \"Winter sale\"")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The album.", completion: CompletionSource.albums.kind)
    package var old: String

    @Argument(help: "Its new name.")
    package var new: String

    package init() {}

    package func run() async throws {
        let name = try AlbumName(new)
        let count = try libraryOption.open().renameAlbum(
            old, to: name, now: Runtime.current.now())
        try output.report("the album is called “\(name.text)” now; \(counted(count, "item"))")
    }
}

/// `folio album delete`
package struct AlbumDeleteCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Forget an album; its items stay.",
        discussion: "Example: folio album delete \"Winter sale\"")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The album.", completion: CompletionSource.albums.kind)
    package var album: String

    package init() {}

    package func run() async throws {
        let count = try libraryOption.open().deleteAlbum(album, now: Runtime.current.now())
        try output.report("the album is no more; \(counted(count, "item")) in it stay")
    }
}
