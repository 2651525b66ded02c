package import ArgumentParser
import FolioModel
import FolioStore

/// `folio tag rename`
package struct TagRenameCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Rename a tag on all items; two tags of one name become one.",
        discussion: "Example: folio tag rename boat boats")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The tag.", completion: CompletionSource.tags.kind)
    package var old: String

    @Argument(help: "Its new name.")
    package var new: String

    package init() {}

    package func run() async throws {
        let name = try TagName(new)
        let count = try libraryOption.open().renameTag(old, to: name, now: Runtime.current.now())
        try output.report(count, carry: name)
    }
}

/// `folio tag merge`
package struct TagMergeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make several tags one, with their other names and rules.",
        discussion: "Example: folio tag merge boat ship -- boats")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("The tags; behind --, the one that they become.", valueName: "tag"),
        completion: CompletionSource.tags.kind)
    package var words: [String] = []

    package init() {}

    package mutating func validate() throws {
        let stray = words.prefix { $0 != "--" }.first { $0.hasPrefix("-") }
        if let stray { throw ValidationError("Unknown option '\(stray)'") }
    }

    package func run() async throws {
        let tags = Array(words.prefix { $0 != "--" })
        let into = words.drop { $0 != "--" }.dropFirst()
        guard !tags.isEmpty, into.count == 1, let last = into.first else {
            throw MissingWords(
                message: "it is not said which tags become which",
                hint: "type: folio tag merge TAG TAG -- TAG")
        }
        let name = try TagName(last)
        let count = try libraryOption.open().mergeTags(
            tags, into: name, now: Runtime.current.now())
        try output.report(count, carry: name)
    }
}

/// `folio tag alias`
package struct TagAliasCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "alias",
        abstract: "Let another name mean a tag, wherever a tag is typed.",
        discussion: "Example: folio tag alias ship boats")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The other name.")
    package var alias: String

    @Argument(help: "The tag.", completion: CompletionSource.tags.kind)
    package var tag: String

    package init() {}

    package func run() async throws {
        let name = try TagName(alias)
        try libraryOption.open().addTagAlias(name, of: tag, now: Runtime.current.now())
        try output.report("“\(name.text)” means “\(tag)” now")
    }
}

/// `folio tag unalias`
package struct TagUnaliasCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "unalias",
        abstract: "Take another name away from its tag.",
        discussion: "Example: folio tag unalias ship")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The other name.")
    package var alias: String

    package init() {}

    package func run() async throws {
        try libraryOption.open().removeTagAlias(alias, now: Runtime.current.now())
        try output.report("“\(alias)” means no other tag now")
    }
}

extension OutputOptions {
    /// Tells that something small is done.
    func report(_ sentence: String) throws {
        let console = Runtime.current.console
        if json {
            console.print(try JSONText.text(DoneJSON()))
        } else if !quiet {
            console.print(SafeText.line(sentence))
        }
    }

    fileprivate func report(_ count: Int, carry name: TagName) throws {
        let console = Runtime.current.console
        if json {
            let reply = ItemChangeJSON(
                matched: count, changed: count, dry_run: false, tags: [name.text])
            console.print(try JSONText.text(reply))
        } else if !quiet {
            console.print("\(count) items carry “\(SafeText.line(name.text))” now")
        }
    }
}

/// That something is done and nothing is to be told of it, as JSON output shows it.
struct DoneJSON: Encodable {
    var format_version = JSONText.formatVersion
    var changed = 1
}
