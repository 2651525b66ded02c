package import ArgumentParser
package import FolioFiles
import FolioModel
import FolioStore
import Foundation

/// `folio export`
package struct ExportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Copy originals into a folder, with what is known of them or without.",
        discussion: """
            Example: folio export tag:boats --to boats --sidecar txt

            Prompt, model, tags and cost are embedded where other programs look for them (XMP, and a \
            description in EXIF or PNG), and folio import reads all of it back. --strip leaves \
            nothing that tells how a picture was made. Pixels are never changed, and no file takes \
            the place of another. The same export again writes only what is missing.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: ArgumentHelp("The folder, made where it is missing.", valueName: "folder"))
    package var to: String

    @Option(help: "A file beside each picture: json, xmp, or txt with the prompt alone.")
    package var sidecar: ExportOptions.Sidecar?

    @Flag(help: "Embed what is known (what is done if neither is said).")
    package var embed = false

    @Flag(help: "Leave out everything that tells how, when or by whom it was made.")
    package var strip = false

    @Option(
        help: ArgumentHelp(
            "Names, from text and {id}, {date}, {model}, {ratio}, {seed}, {prompt} (else "
                + "\(ExportName.standard)).", valueName: "template"))
    package var name = ExportName.standard

    @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Only say what would be done.")
    package var dryRun = false

    @OptionGroup package var words: QueryWords

    package init() {}

    package mutating func validate() throws {
        if embed, strip { throw ValidationError("choose one of --embed and --strip") }
        if to.isEmpty { throw ValidationError("--to names no folder") }
    }

    package func run() async throws {
        try words.refuseRest()
        let template = try ExportName(name)
        var options = ExportOptions()
        options.metadata = strip ? .stripped : .embedded
        options.sidecar = sidecar
        options.isDryRun = dryRun
        let library = try libraryOption.open(for: .reading)
        let ids = try ItemChange.items(of: words.query, output, in: library)
        var listing = ExportListing(isDryRun: dryRun, output: output, count: ids.count)
        let export = PictureExport(
            Originals(library), to: URL(fileURLWithPath: to), name: template, options: options)
        try export.run(ids) { listing.add($0) }
        try listing.finish()
    }
}

extension ExportOptions.Sidecar: ExpressibleByArgument {}
