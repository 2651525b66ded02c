package import ArgumentParser
import FolioModel

/// `folio models`
package struct ModelsCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the models, what they cost and what each is best for.",
        discussion: """
            Example: folio models

            Add a model of your own with: folio config set models new-model=12
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let folder = try FolioFolders().library(flag: libraryOption.library)
        let settings = try Settings(library: folder)
        let (models, standard) = (try settings.models().models, try settings.defaultModel())
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: models.map { ModelJSON($0, isDefault: $0.name == standard) },
                total: models.count, truncated: false)
            console.print(try JSONText.text(list))
        } else {
            console.print(Self.table(models, standard: standard))
        }
    }

    private static func table(_ models: [ImageModel], standard: String) -> TextTable {
        TextTable(
            columns: [
                .init("model"), .init("credits", .right), .init("seconds", .right),
                .init("best for"),
            ],
            rows: models.map { model in
                [
                    StyledText(model.name, .bold), StyledText(String(model.credits)),
                    StyledText(model.typicalSeconds.map { "~\($0)" } ?? "–"),
                    StyledText(model.bestFor ?? "–")
                        + StyledText(model.name == standard ? " (default)" : "", .dim),
                ]
            }, showsTitles: true)
    }
}

/// A model as JSON output shows it.
struct ModelJSON: Encodable {
    let name: String
    let credits: Int
    @Nullable var typical_seconds: Int?
    @Nullable var best_for: String?
    let `default`: Bool

    init(_ model: ImageModel, isDefault: Bool) {
        name = model.name
        credits = model.credits
        typical_seconds = model.typicalSeconds
        best_for = model.bestFor
        self.default = isDefault
    }
}
