package import ArgumentParser
import FolioFiles
import FolioModel
import FolioQuery
import FolioStore
import Foundation

/// `folio watch`
package struct WatchCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Adopt originals that appear in a folder, such as that of downloads.",
        discussion: """
            Example: folio watch ~/Downloads --once

            A file is taken when it no longer grows and is without doubt the original of one item; \
            folio media adopt --match tells how that is found out. Files are copied; nothing in \
            the folder is changed. What was there before is left alone unless --once or \
            --existing asks for it. ^C ends it.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The folder; folders in it are left alone.", completion: .directory)
    package var folder: String

    @Flag(help: "Look at what is there, and end.")
    package var once = false

    @Flag(help: "Also take what is there already.")
    package var existing = false

    @Option(help: ArgumentHelp("Seconds between two looks.", valueName: "seconds"))
    package var interval = 2

    package init() {}

    package mutating func validate() throws {
        guard (1...86_400).contains(interval) else {
            throw ValidationError("--interval must be 1 to 86400")
        }
    }

    package func run() async throws {
        let library = try libraryOption.open()
        var watch = FolderWatch(URL(fileURLWithPath: folder, isDirectory: true))
        let first = try watch.look()
        if once { return try adopt(first, library) }
        if !existing { watch.leave(first) }
        if !output.quiet, !output.json {
            Runtime.current.console.printError("watching \(SafeText.line(folder)); ^C ends it")
        }
        while true {
            try await Task.sleep(for: .seconds(interval))
            try adopt(try watch.settled(), library)
        }
    }

    private func adopt(_ files: [URL], _ library: Library) throws {
        guard !files.isEmpty else { return }
        let originals = Originals(library)
        let matching = try originals.match(files, among: try library.itemsWithoutPixels())
        let console = Runtime.current.console
        for pair in matching.pairs {
            do {
                _ = try originals.adopt(pair)
            } catch let error as FileError {
                console.printError("warning: \(SafeText.line(error.message))")
                continue
            }
            if output.json {
                console.print(try JSONText.text(WatchedFileJSON(pair)))
            } else {
                console.print("\(pair.item.id) now has its original.")
            }
        }
        for rest in matching.rest {
            if output.json {
                console.print(try JSONText.text(WatchedFileJSON(rest)))
            } else if output.verbose || once {
                console.printError(MatchSheet.line(rest).rendered(styled: false))
            }
        }
    }
}

/// One event of `folio watch --json`.
struct WatchedFileJSON: Encodable {
    var format_version = JSONText.formatVersion
    /// `adopted` or `skipped`.
    let event: String
    let file: String
    @Nullable var id: String?
    @Nullable var reason: String?

    init(_ pair: FileMatching.Pair) {
        event = "adopted"
        file = pair.file.path
        id = pair.item.id
        reason = nil
    }

    init(_ rest: FileMatching.Rest) {
        event = "skipped"
        file = rest.file.path
        id = nil
        reason = rest.reason.word
    }
}

extension Library {
    /// Items of which no original is held, hidden ones as well.
    func itemsWithoutPixels() throws -> [MediaItem] {
        var request = ItemRequest(
            query: try QueryArgument.parsed("is:no-pixels"), now: Runtime.current.now())
        request.includesHidden = true
        return try items(request).items.map(\.item)
    }
}
