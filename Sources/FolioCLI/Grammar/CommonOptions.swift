package import ArgumentParser
import FolioModel
import FolioStore
import Foundation

/// Where the library is.
package struct LibraryOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The library's folder (else $FOLIO_LIBRARY, else ~/.local/share/folio).",
            valueName: "folder"))
    package var library: String?

    package init() {}
}

/// How a command prints.
package struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON (docs/json-output.md).")
    package var json = false

    @Flag(name: .shortAndLong, help: "Print only results and errors.")
    package var quiet = false

    @Flag(name: .long, help: "Print more of what is done.")
    package var verbose = false

    @Flag(name: .customLong("no-color"), help: "Print without colour.")
    package var noColor = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The time zone of dates, such as Europe/Berlin (else the machine's).",
            valueName: "zone"))
    package var timezone: String?

    package init() {}
}

/// Whether a command asks before it acts.
package struct ConfirmationOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do not ask.")
    package var yes = false

    @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Only say what would be done.")
    package var dryRun = false

    package init() {}
}
