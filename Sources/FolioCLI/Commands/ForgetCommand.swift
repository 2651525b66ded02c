package import ArgumentParser
import FolioFiles
import FolioModel
import FolioStore

/// `folio forget`
package struct ForgetCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Erase all items of a query for good: nothing brings them back.",
        discussion: """
            Example: folio forget tag:drafts --dry-run

            Prompt, tags, notes, history, originals, thumbnails and search index go, from the files \
            as well. What they cost stays, without words. The remote keeps what it has, and a sync \
            does not bring it back: delete it there first, with folio media delete. Copies of the \
            library are not touched.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Flag(help: "Clear away what an interrupted forget has left.")
    package var finish = false

    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        let library = try libraryOption.open(for: confirmation.dryRun ? .reading : .writing)
        if finish {
            guard words.query.isEmpty else {
                throw ValidationError("--finish takes no query")
            }
            let hadRemains = try Originals(library).finishForgetting(
                now: Runtime.current.now())
            return try report(ForgetJSON(cleared: hadRemains))
        }
        let query = try words.query(of: "forget", nil)
        let ids = try ItemChange.items(of: query, output, in: library)
        let items = try library.items(ids)
        let there = items.count { [.remote, .both].contains($0.presence) }
        var reply = ForgetJSON(matched: ids.count, on_remote: there)
        guard !ids.isEmpty, !confirmation.dryRun else {
            reply.dry_run = !ids.isEmpty
            return try report(reply)
        }
        try confirmation.require(Self.question(ids.count, there))
        reply.forgotten = try Originals(library).forget(ids, now: Runtime.current.now())
        reply.cleared = true
        try report(reply)
    }

    private static func question(_ count: Int, _ there: Int) -> String {
        let note =
            there == 0
            ? "" : " (\(there) of them stay on the remote; folio media delete comes first)"
        return "Forget \(counted(count, "item")) for good\(note)?"
    }

    private func report(_ reply: ForgetJSON) throws {
        let console = Runtime.current.console
        if output.json { return console.print(try JSONText.text(reply)) }
        guard !output.quiet else { return }
        if finish {
            console.print(reply.cleared ? "cleared away" : "there was nothing to clear away")
        } else if reply.matched == 0 {
            console.printError("nothing matches, nothing was forgotten")
        } else if reply.dry_run {
            console.print("would forget \(counted(reply.matched, "item"))")
        } else {
            console.print("\(counted(reply.forgotten, "item")) forgotten")
        }
        if reply.on_remote > 0, !finish {
            console.printError(
                "\(reply.on_remote) of them on the remote, where nothing changes"
                    + (reply.dry_run ? "; to delete there first: folio media delete ID" : ""))
        }
    }
}

/// What was forgotten, as JSON output shows it.
struct ForgetJSON: Encodable {
    var format_version = JSONText.formatVersion
    /// Items of the query.
    var matched = 0
    var forgotten = 0
    /// Of those that matched.
    var on_remote = 0
    var dry_run = false
    /// Whether anything was cleared away from the files.
    var cleared = false
}
