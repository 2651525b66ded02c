import FolioCLI
import FolioModel
import FolioStore
import FolioSync

/// What people do with posts that exist.
enum PostChanges {
    static func update(_ command: PostUpdateCommand) async throws {
        let session = try Session(command.libraryOption)
        let edit = PostEdit(
            content: command.text,
            scheduledFor: try command.at.map { try session.moment($0, command.output) },
            itemIDs: command.media.isEmpty ? nil : try session.itemIDs(command.media))
        let outcome = try await session.postActions.update(command.post, edit)
        try PostReport(outcome: outcome, verb: "updated").print(command.output)
    }

    static func attach(_ command: AttachCommand) async throws {
        let session = try Session(command.libraryOption)
        let outcome = try await session.postActions.attach(
            try session.itemIDs(command.items), to: command.to, first: command.first)
        try PostReport(outcome: outcome, verb: "updated").print(command.output)
    }

    static func detach(_ command: DetachCommand) async throws {
        let session = try Session(command.libraryOption)
        let outcome = try await session.postActions.detach(
            try session.itemIDs(command.items), from: command.from)
        try PostReport(outcome: outcome, verb: "updated").print(command.output)
    }

    static func schedule(_ command: PostScheduleCommand) async throws {
        let session = try Session(command.libraryOption)
        let moment = try command.at.map { try session.moment($0, command.output) }
        let outcome = try await session.postActions.schedule(command.post, at: moment)
        try PostReport(outcome: outcome, verb: moment == nil ? "published" : "scheduled")
            .print(command.output)
    }

    static func retry(_ command: PostRetryCommand) async throws {
        let session = try Session(command.libraryOption)
        let outcome = try await session.postActions.retry(command.post)
        try PostReport(outcome: outcome, verb: "being retried").print(command.output)
    }

    static func delete(_ command: PostDeleteCommand) async throws {
        let session = try Session(command.libraryOption)
        let post = try session.library.post(command.post)
        if command.confirmation.dryRun {
            return try PostReport(outcome: .sent(post), verb: "deleted", isDryRun: true)
                .print(command.output)
        }
        try command.confirmation.require("Delete post \(post.id) on the remote?")
        let outcome = try await session.postActions.delete(post.id)
        try PostReport(outcome: outcome, verb: "deleted", forgetsUnsent: true)
            .print(command.output)
    }

    static func results(_ command: PostResultsCommand) async throws {
        let session = try Session(command.libraryOption)
        let post = try session.library.post(command.post)
        _ = try await session.postActions.results(post.id)
        let sheet = PostSheet(try session.library.post(post.id), zone: try command.output.zone())
        try sheet.print(command.output)
    }
}
