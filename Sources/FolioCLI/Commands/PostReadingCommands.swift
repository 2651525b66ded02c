package import ArgumentParser
import FolioStore

/// `folio post list`
package struct PostListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List posts, newest first.",
        discussion: "Example: folio post list --limit 10")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: "At most so many; 0 for all.")
    package var limit = 50

    @Option(help: ArgumentHelp("Continue behind this post.", valueName: "id"))
    package var after: String?

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let wanted = limit == 0 ? nil : limit + 1
        let posts = try library.posts(limit: wanted, after: after)
        let listing = PostListing(
            posts: limit == 0 ? posts : Array(posts.prefix(limit)),
            isTruncated: limit != 0 && posts.count > limit,
            zone: try output.zone(library: library.folder))
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(listing.json))
        } else {
            console.print(listing.table)
        }
    }

    package func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
    }
}

/// `folio post show`
package struct PostShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print everything known of a post.",
        discussion: "Example: folio post show last")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "An id, the beginning of one, or last.")
    package var post: String

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let zone = try output.zone(library: library.folder)
        try PostSheet(try library.post(post), zone: zone).print(output)
    }
}
