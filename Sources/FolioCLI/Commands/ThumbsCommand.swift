package import ArgumentParser
import FolioFiles
import FolioModel
import FolioStore

/// `folio thumbs`
package struct ThumbsCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "thumbs",
        abstract: "Make the small copies of originals that are missing.",
        discussion: """
            Example: folio thumbs tag:boats --rebuild

            Without a query those of all items. Small copies, average colours and what pictures \
            look like are made on arrival; this is for what arrived before, or got lost. What was \
            made stays when it is interrupted.
            """)

    /// Items that are read and kept together.
    private static let batch = 32

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(help: "Make all anew, also those that are there.")
    package var rebuild = false

    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        let library = try libraryOption.open(for: .writing)
        let ids = try ItemChange.items(
            of: words.query, output, includingHidden: true, in: library)
        let held = try library.items(ids).filter { $0.kind == .image && $0.sha256 != nil }
        let originals = Originals(library)
        let wanted = rebuild ? held : try originals.withoutThumbnails(held)
        var report = ThumbsReport(unneeded: held.count - wanted.count)
        let console = Runtime.current.console
        let progress = ProgressLine(console, output)
        for start in stride(from: 0, to: wanted.count, by: Self.batch) {
            let items = Array(wanted[start..<min(start + Self.batch, wanted.count)])
            let results = originals.makeThumbnails(of: items)
            for item in items { report.add(item, results[item.id] ?? .notOffered) }
            progress.show("\(start + items.count) of \(wanted.count)")
        }
        progress.clear()
        try report.print(output, to: console)
    }
}

/// What `thumbs` did.
struct ThumbsReport {
    private(set) var made = 0
    private(set) var notOffered = 0
    private(set) var failures: [(id: MediaItem.ID, reason: String)] = []
    /// Items whose small copies were there.
    let unneeded: Int

    init(unneeded: Int) {
        self.unneeded = unneeded
    }

    mutating func add(_ item: MediaItem, _ result: ThumbnailResult) {
        switch result {
        case .made: made += 1
        case .notOffered: notOffered += 1
        case .failed(let reason): failures.append((item.id, reason))
        }
    }

    func print(_ output: OutputOptions, to console: Console) throws {
        if output.json { return console.print(try JSONText.text(ThumbsJSON(self))) }
        for failure in failures { console.printError("\(failure.id): \(failure.reason)") }
        guard !output.quiet else { return }
        let parts = [
            made > 0 ? "made those of \(counted(made, "item"))" : nil,
            unneeded > 0 ? "\(counted(unneeded, "item")) had theirs" : nil,
            notOffered > 0 ? "\(counted(notOffered, "item")) of a format that is not read" : nil,
            failures.isEmpty ? nil : "\(counted(failures.count, "item")) could not be read",
        ].compactMap { $0 }
        console.print(
            parts.isEmpty ? "nothing that matches has an original" : parts.joined(separator: "; "))
    }
}

/// What `thumbs` did, as JSON output shows it.
struct ThumbsJSON: Encodable {
    var format_version = JSONText.formatVersion
    var made: Int
    var unneeded: Int
    var not_offered: Int
    var failed: [ThumbsFailureJSON]

    init(_ report: ThumbsReport) {
        made = report.made
        unneeded = report.unneeded
        not_offered = report.notOffered
        failed = report.failures.map { ThumbsFailureJSON(id: $0.id, reason: $0.reason) }
    }
}

/// An original that could not be read, as JSON output shows it.
struct ThumbsFailureJSON: Encodable {
    var id: String
    var reason: String
}
