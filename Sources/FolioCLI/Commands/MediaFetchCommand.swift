package import ArgumentParser
package import FolioModel
package import FolioStore

/// `folio media fetch`
package struct MediaFetchCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch originals that the remote offers and that are not held here.",
        discussion: """
            Example: folio media fetch tag:boats

            Without a query all that are missing. What was fetched stays when it is interrupted; \
            the same command goes on. folio sync fetches those of images that were made here by \
            itself.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(
        name: [.customShort("n"), .customLong("dry-run")], help: "Only say what would be fetched.")
    package var dryRun = false

    @Option(help: "At most so many; 0 for all.")
    package var limit = 0

    @OptionGroup package var words: QueryWords

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
    }

    package func run() async throws {
        try words.refuseRest()
        try await OnlineCommand.fetchMedia(self).run()
    }

    /// The items that are meant, without those that have their original; the one item where the
    /// words name one.
    package func items(in library: Library) throws -> [MediaItem] {
        if let item = try QueryArgument.item(words.query, in: library) { return [item] }
        let ids = try ItemChange.items(of: words.query, output, in: library)
        let missing = try library.items(ids).filter { $0.sha256 == nil }
        return limit == 0 ? missing : Array(missing.prefix(limit))
    }
}
