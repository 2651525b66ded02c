package import ArgumentParser
import FolioModel
import FolioStore

/// `folio doctor`
package struct DoctorCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the library, the settings and the programs.",
        discussion: """
            Example: folio doctor --rebuild-index

            The search index is compared with the items, sums with a recount, originals with their
            hashes. Nothing is deleted: files that no item names are only told.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(help: "Check the key and the remote too.")
    package var remote = false

    @Flag(
        name: .customLong("rebuild-index"), help: "Make the search index and the sums anew first.")
    package var rebuildIndex = false

    package init() {}

    package func run() async throws {
        guard !remote else { return try await OnlineCommand.checkRemote(self).run() }
        try report(localChecks())
    }

    /// Everything that can be checked without the network.
    package func localChecks() throws -> [HealthCheck] {
        let folder = try FolioFolders().library(flag: libraryOption.library)
        if rebuildIndex { try rebuild(libraryOption.open()) }
        return LocalHealth(folder: folder).checks()
    }

    /// Others go on reading meanwhile.
    private func rebuild(_ library: Library) throws {
        let console = Runtime.current.console
        try library.rebuildSearchIndex { done, total in
            if !output.quiet { console.printError("indexed \(done) of \(total) items") }
        }
        try library.rebuildSums()
    }

    /// Prints checks; a failed one ends the command with exit code 1.
    package func report(_ checks: [HealthCheck]) throws {
        let console = Runtime.current.console
        let isSound = checks.allSatisfy { $0.problems.isEmpty }
        if output.json {
            console.print(try JSONText.text(HealthJSON(ok: isSound, checks: checks)))
        } else {
            for check in checks {
                let mark =
                    check.problems.isEmpty
                    ? StyledText("ok    ", .dim) : StyledText("wrong ", .warning)
                console.print(mark + StyledText(check.name))
                check.problems.forEach { console.print(StyledText("      \($0)")) }
                check.notes.forEach { console.print(StyledText("      \($0)", .dim)) }
            }
        }
        guard isSound else { throw SilentExit(.failed) }
    }
}
