package import ArgumentParser
import Foundation

/// `folio path`
package struct PathCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "Print where the library is.",
        discussion: "Example: cd \"$(folio path)\"")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let folder = try FolioFolders().library(flag: libraryOption.library)
        let console = Runtime.current.console
        // The path is printed as it is, for scripts; on a terminal it must be harmless.
        let path = console.isOutputTerminal ? SafeText.line(folder.path) : folder.path
        console.print(output.json ? try JSONText.text(PathJSON(library: folder)) : path)
    }
}

/// Where a library is, as JSON output shows it.
struct PathJSON: Encodable {
    var format_version = JSONText.formatVersion
    var library: String
    var exists: Bool

    init(library folder: URL) {
        library = folder.path
        exists = FileManager.default.fileExists(atPath: folder.path + "/library.sqlite")
    }
}
