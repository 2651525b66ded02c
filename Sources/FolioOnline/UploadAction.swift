import FolioCLI
import FolioFiles
import FolioModel
import FolioStore
import FolioSync
import Foundation

/// Takes files into the library, then tries to send them; without a network they wait.
struct UploadAction {
    let command: MediaUploadCommand

    func run() async throws {
        let tags = try command.tags.map { try TagName($0) }
        let prompt = try command.prompt.map { try GenerationPrompt($0) }
        let session = try Session(command.libraryOption)
        var outcomes: [MediaOutcome] = []
        for path in command.files {
            let imported = try session.originals.importForUpload(
                URL(fileURLWithPath: path), prompt: prompt, tags: tags, now: session.now())
            if case .failed(let reason) = imported.thumbnail {
                Runtime.current.console.printError(
                    "warning: \(SafeText.line(path)): no thumbnail: \(SafeText.line(reason))")
            }
            if let twin = imported.twins.first {
                Runtime.current.console.printError(
                    "warning: \(SafeText.line(path)): \(twin) has the same content")
            }
            outcomes.append(try await session.mediaActions.upload(imported.item.id))
        }
        try MediaReport(outcomes: outcomes, verb: "uploaded", library: session.library)
            .print(command.output)
    }
}

/// Deletes items on the remote; what is known of them stays here.
struct DeleteMediaAction {
    let command: MediaDeleteCommand

    func run() async throws {
        let session = try Session(command.libraryOption)
        let ids = try session.itemIDs(command.items)
        let names = ids.joined(separator: ", ")
        if command.confirmation.dryRun {
            let items = try session.library.items(ids)
            return try MediaReport(
                outcomes: items.map(MediaOutcome.sent), verb: "deleted",
                library: session.library, isDryRun: true
            ).print(command.output)
        }
        try command.confirmation.require(
            "Delete \(names) on the remote? The prompt, tags and cost stay here.")
        if command.force, Runtime.current.console.canAsk {
            try command.confirmation.require("Scheduled posts lose them. Sure?")
        }
        var outcomes: [MediaOutcome] = []
        for id in ids {
            outcomes.append(try await session.mediaActions.delete(id, force: command.force))
        }
        try MediaReport(outcomes: outcomes, verb: "deleted", library: session.library)
            .print(command.output)
    }
}
