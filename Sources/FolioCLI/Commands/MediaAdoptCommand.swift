package import ArgumentParser
import FolioFiles
import FolioModel
import FolioStore
import Foundation

/// `folio media adopt`
package struct MediaAdoptCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Keep a file as the original of an item, or files of the items that they fit.",
        discussion: """
            Example: folio media adopt last ~/Downloads/red-boat.png

            folio media adopt --match FILE... finds the items by itself, shows what speaks for \
            each pair, and asks. Files are copied.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Argument(
        help: "An id, the beginning of one, or last; with --match a file.",
        completion: CompletionSource.ids.kind)
    package var item: String

    @Argument(help: "The file; with --match more files.", completion: .file())
    package var files: [String] = []

    @Flag(help: "Find the items that the files belong to.")
    package var match = false

    @Flag(help: "Even if another original is held already.")
    package var replace = false

    package init() {}

    package mutating func validate() throws {
        guard !match || !replace else {
            throw ValidationError("--match finds items without an original; leave out --replace")
        }
        guard match || files.count == 1 else {
            throw ValidationError(
                files.isEmpty
                    ? "Name the file behind the item"
                    : "An item has one original; --match finds the items of several files")
        }
    }

    package func run() async throws {
        let library = try libraryOption.open(for: confirmation.dryRun ? .reading : .writing)
        if match {
            try MatchedAdoption(
                files: ([item] + files).map { URL(fileURLWithPath: $0) }, output: output,
                confirmation: confirmation
            ).run(in: library)
        } else if let file = files.first {
            try adopt(URL(fileURLWithPath: file), library)
        }
    }

    private func adopt(_ file: URL, _ library: Library) throws {
        let originals = Originals(library)
        let known = try library.item(item)
        let console = Runtime.current.console
        if confirmation.dryRun {
            try originals.checkAdoption(of: file, for: known.id, replacing: replace)
            return try print("\(known.id) would get its original.", known, library)
        }
        let kept = try originals.adopt(file, for: known.id, replacing: replace)
        try print("\(kept.item.id) now has its original.", kept.item, library)
        switch kept.thumbnail {
        case .made, .notOffered: break
        case .failed(let reason):
            console.printError("warning: no thumbnail could be made: \(SafeText.line(reason))")
        }
    }

    private func print(_ sentence: String, _ item: MediaItem, _ library: Library) throws {
        let console = Runtime.current.console
        guard output.json else { return console.print(sentence) }
        let posts = try library.postIDs(using: [item.id])
        console.print(
            try JSONText.text(
                AdoptedJSON(
                    item: ItemJSON(item, posts: posts[item.id] ?? []),
                    dry_run: confirmation.dryRun)))
    }
}

/// What `folio media adopt --json` prints.
package struct AdoptedJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var item: ItemJSON
    package var dry_run: Bool
}

/// Finds the items of files, shows them, asks, and keeps the files.
struct MatchedAdoption {
    let files: [URL]
    let output: OutputOptions
    let confirmation: ConfirmationOptions

    func run(in library: Library) throws {
        let originals = Originals(library)
        let matching = try originals.match(files, among: try library.itemsWithoutPixels())
        let sheet = MatchSheet(matching: matching)
        let console = Runtime.current.console
        if !output.json {
            sheet.lines.forEach { console.print($0) }
            if !output.quiet {
                sheet.rest.forEach { console.printError($0.rendered(styled: false)) }
            }
        }
        if !confirmation.dryRun, !matching.pairs.isEmpty {
            let files = counted(matching.pairs.count, "file")
            try confirmation.require("Adopt \(files) as said?")
            for pair in matching.pairs { _ = try originals.adopt(pair) }
            if !output.json, !output.quiet { console.print("\(files) adopted") }
        }
        if output.json {
            console.print(
                try JSONText.text(MatchJSON(matching, isDryRun: confirmation.dryRun)))
        }
    }
}
