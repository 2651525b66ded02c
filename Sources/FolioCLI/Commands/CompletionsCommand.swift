package import ArgumentParser
import FolioModel
import FolioQuery
import FolioStore

/// `folio completions`
package struct CompletionsCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print a script that completes commands, tags, models, ids and accounts.",
        discussion: """
            Example: folio completions bash > ~/.local/share/bash-completion/completions/folio

            zsh: folio completions zsh > FOLDER/_folio, for a folder of your fpath.
            fish: folio completions fish > ~/.config/fish/completions/folio.fish
            """)

    @Argument(help: "bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
    package var shell: String

    package init() {}

    package func run() async throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw ValidationError("There are completions for bash, zsh and fish")
        }
        Runtime.current.console.print(FolioCommand.completionScript(for: shell))
    }
}

/// `folio complete-values`: what the completion scripts ask for. Silent on any failure.
package struct CompleteValuesCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "complete-values",
        abstract: "Print the values of an argument, for completions.",
        shouldDisplay: false)

    @OptionGroup package var libraryOption: LibraryOption

    @Argument package var source: String

    package init() {}

    package func run() async throws {
        guard let source = CompletionSource(rawValue: source) else { return }
        // A shell that completes a word must never see an error message in its place.
        let values = (try? self.values(source)) ?? []
        values.filter { !$0.unicodeScalars.contains(where: SafeText.isUnsafe) }
            .forEach(Runtime.current.console.print)
    }

    private func values(_ source: CompletionSource) throws -> [String] {
        switch source {
        case .models:
            let folder = try FolioFolders().library(flag: libraryOption.library)
            return try Settings(library: folder).models().models.map(\.name)
        case .ratios: return AspectRatio.all.map(\.text)
        case .tags: return try libraryOption.open(for: .reading).tags().map(\.name)
        case .accounts:
            return try libraryOption.open(for: .reading).accounts().map { String($0.id) }
        case .albums: return try libraryOption.open(for: .reading).albums().map(\.name)
        case .saved: return try libraryOption.open(for: .reading).savedSearches().map(\.name)
        case .queries: return try queries()
        case .ids:
            let library = try libraryOption.open(for: .reading)
            let newest = ItemRequest(query: .everything, limit: 100, now: Runtime.current.now())
            return try ["last"] + library.items(newest).items.map(\.item.id)
        }
    }

    /// Terms of queries that name something of the library; those that a shell need not quote.
    private func queries() throws -> [String] {
        let library = try libraryOption.open(for: .reading)
        let tests =
            try library.savedSearches().map { FieldTest.saved($0.name) }
            + library.tags().map { .tag($0.name) } + library.albums().map { .album($0.name) }
            + values(.models).map { .model($0) }
        let terms = tests.map { Query(.field(FieldTerm($0))).description }
        return terms.filter { term in
            !term.unicodeScalars.contains {
                " \t\"'\\$`!*?()[]{}<>|;&#~".unicodeScalars.contains($0)
            }
        }
    }
}
