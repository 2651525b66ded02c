package import ArgumentParser
import FolioModel
import FolioStore
import FolioFiles
import Foundation

/// `folio media adopt`
package struct MediaAdoptCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Keep a file as the original of an item.",
        discussion: "Example: folio media adopt last ~/Downloads/red-boat.png")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(
        help: "An id, the beginning of one, or last.", completion: CompletionSource.ids.kind)
    package var item: String

    @Argument(help: "The file; it is copied.", completion: .file())
    package var file: String

    @Flag(help: "Even if another original is held already.")
    package var replace = false

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open()
        let kept = try Originals(library).adopt(
            URL(fileURLWithPath: file), for: try library.item(item).id, replacing: replace)
        let console = Runtime.current.console
        if output.json {
            let posts = try library.postIDs(using: [kept.item.id])
            console.print(
                try JSONText.text(
                    AdoptedJSON(item: ItemJSON(kept.item, posts: posts[kept.item.id] ?? []))))
        } else {
            console.print("\(kept.item.id) now has its original.")
        }
        switch kept.thumbnail {
        case .made, .notOffered: break
        case .failed(let reason):
            console.printError("warning: no thumbnail could be made: \(SafeText.line(reason))")
        }
    }
}

/// What `folio media adopt --json` prints.
package struct AdoptedJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var item: ItemJSON
}
