package import ArgumentParser

/// `folio post`
package struct PostCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "post",
        abstract: "Publish and schedule posts that use your images.",
        discussion: """
            Example: folio post create --media last --text "Winter sale" --account 1 --at +3d
            """,
        subcommands: [
            PostCreateCommand.self,
            PostListCommand.self,
            PostShowCommand.self,
            PostUpdateCommand.self,
            PostResultsCommand.self,
            PostRetryCommand.self,
            PostScheduleCommand.self,
            PostDeleteCommand.self,
        ])

    package init() {}
}
