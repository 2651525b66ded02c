package import ArgumentParser

/// `folio demo`
package struct DemoCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show Folio's main job on the built-in sandbox, in about a minute.",
        discussion: """
            Example: folio demo

            Nothing leaves this machine and nothing is charged. The library that it makes is kept.
            """)

    @Option(help: ArgumentHelp("Where to make the library.", valueName: "folder"))
    package var folder: String?

    package init() {}

    package func run() async throws {
        let stage = try DemoStage(folder: folder)
        defer { stage.close() }
        try stage.play()
    }
}
