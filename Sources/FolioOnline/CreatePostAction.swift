import FolioCLI
import FolioModel
import FolioStore
import FolioSync

/// Publishes or schedules a post; without a network it may wait.
struct CreatePostAction {
    let command: PostCreateCommand

    func run() async throws {
        let session = try Session(command.libraryOption)
        let request = try request(in: session)
        let console = Runtime.current.console
        if command.confirmation.dryRun {
            try await session.postActions.check(request)
            return try PostReport.dryRun(request, command.output)
        }
        if request.publishesNow, console.canAsk {
            try command.confirmation.require(
                "Publish this now to \(request.accountIDs.count) account(s)?")
        }
        let outcome = try await session.postActions.createPost(
            request, mode: command.queue ? .queueAllowed : .online)
        try PostReport(outcome: outcome, verb: "created").print(command.output)
    }

    private func request(in session: Session) throws -> PostRequest {
        let zone = try command.output.zone(library: session.library.folder)
        return PostRequest(
            content: command.text, itemIDs: try session.itemIDs(command.media),
            accountIDs: command.accounts,
            scheduledFor: try command.at.map { try session.moment($0, command.output) },
            timezone: zone.name, isDraft: command.draft)
    }
}
