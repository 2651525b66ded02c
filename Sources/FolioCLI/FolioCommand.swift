package import ArgumentParser

/// The whole grammar of `folio`: one file per command.
package struct FolioCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "folio",
        abstract: "Keep, find and account for the images that you generate.",
        discussion: """
            Example: folio generate "a red boat on a frozen lake" --model flux-schnell --tag boats

            Reading commands answer from this machine alone and never use the network.
            """,
        version: FolioVersion.current,
        groupedSubcommands: [])

    package init() {}
}
