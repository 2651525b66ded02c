package import ArgumentParser
import FolioModel

/// `folio media`
package struct MediaCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "media",
        abstract: "Upload, delete, adopt and fetch files.",
        discussion: "Example: folio media upload poster.png --tag drafts",
        subcommands: [
            MediaUploadCommand.self,
            MediaDeleteCommand.self,
            MediaAdoptCommand.self,
            MediaFetchCommand.self,
        ])

    package init() {}
}

/// `folio media upload`
package struct MediaUploadCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Add files to the library and to the remote.",
        discussion: "Example: folio media upload poster.png --tag drafts")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "Image, video or PDF files.", completion: .file())
    package var files: [String]

    @Option(parsing: .unconditional, help: "What the image was made from.")
    package var prompt: String?

    @Option(
        name: .customLong("tag"), parsing: .unconditionalSingleValue,
        help: "Give the items a tag. May be repeated.",
        completion: CompletionSource.tags.kind)
    package var tags: [String] = []

    package init() {}

    package func run() async throws { try await OnlineCommand.uploadMedia(self).run() }
}

/// `folio media delete`
package struct MediaDeleteCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete items on the remote. Prompt, tags and cost stay here.",
        discussion: "Example: folio media delete last --yes")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Argument(
        help: "Items: ids, beginnings of ids, last.", completion: CompletionSource.ids.kind)
    package var items: [String]

    @Flag(help: "Even if scheduled posts use them: the posts lose them.")
    package var force = false

    package init() {}

    package func run() async throws { try await OnlineCommand.deleteMedia(self).run() }
}
