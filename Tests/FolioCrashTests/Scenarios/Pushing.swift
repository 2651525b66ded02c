import FolioFiles
import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport

extension CrashScenario {
    /// What a sync sends.
    static let pushing = [
        CrashScenario(
            "an upload is sent",
            prepare: { stage in
                try await drawPicture(stage)
                _ = try Originals(try stage.open())
                    .importForUpload(pictureFile(stage), now: .sample)
            },
            act: syncAll, finish: sendAgain),
        CrashScenario(
            "an item is deleted", stage: { try CrashStage(boats(5)) }, prepare: syncAll,
            act: delete,
            finish: { stage in
                try await sendAgain(stage)
                try await delete(stage)
            }),
        CrashScenario(
            "a post waits for its picture", stage: { try CrashStage(boats(2)) },
            prepare: { stage in
                try await syncAll(stage)
                try await drawPicture(stage)
                let library = try stage.open()
                let item = try Originals(library).importForUpload(pictureFile(stage), now: .sample)
                _ = try library.queuePost(
                    content: "Winter sale", itemIDs: [item.item.id], accountIDs: [1],
                    scheduledFor: stage.inAMonth, timezone: nil, draft: false, useQueue: false,
                    now: .sample)
            },
            act: syncAll,
            finish: { stage in
                try await sendAgain(stage)
                try await postAgain(stage, showsPicture: true)
            }),
        CrashScenario(
            "a post is created at once", stage: { try CrashStage(boats(2)) }, prepare: syncAll,
            act: { try await createPost($0) },
            finish: { stage in
                try await sendAgain(stage)
                try await postAgain(stage, showsPicture: false)
            }),
        CrashScenario(
            "a post is edited", stage: { try CrashStage(boats(2)) },
            prepare: { stage in
                try await syncAll(stage)
                try await createPost(stage)
            },
            act: edit,
            finish: { stage in
                try await sendAgain(stage)
                try await edit(stage)
            }),
        CrashScenario(
            "a post is deleted", stage: { try CrashStage(boats(2)) },
            prepare: { stage in
                try await syncAll(stage)
                try await createPost(stage)
            },
            act: deletePost,
            finish: { stage in
                try await sendAgain(stage)
                if await !stage.fake.allPosts.isEmpty { try await deletePost(stage) }
            }),
        CrashScenario(
            "a draft is scheduled", stage: { try CrashStage(boats(2)) },
            prepare: { stage in
                try await syncAll(stage)
                try await createPost(stage, isDraft: true)
            },
            act: schedule,
            finish: { stage in
                try await sendAgain(stage)
                try takeUnknownBack(stage)
                if await stage.fake.allPosts.first?.status == .draft { try await schedule(stage) }
            }),
    ]

    /// Twice, for what the first one put back or could not judge yet.
    static let sendAgain: Step = { stage in
        for _ in 0..<2 {
            stage.time.advance(by: .seconds(3_600))
            await stage.fake.change { $0.now = $0.now + .seconds(3_600) }
            try await syncAll(stage)
        }
    }

    private static func createPost(
        _ stage: CrashStage, itemIDs: [MediaItem.ID] = [], isDraft: Bool = false
    ) async throws {
        let outcome = try await stage.posts(try stage.open()).createPost(
            PostRequest(
                content: "Winter sale", itemIDs: itemIDs, accountIDs: [1],
                scheduledFor: isDraft ? nil : stage.inAMonth, isDraft: isDraft))
        if case .sent = outcome { return }
        throw Unfinished()
    }

    /// By the word of a user who looks at the remote and sees no such post.
    private static func postAgain(_ stage: CrashStage, showsPicture: Bool) async throws {
        guard await stage.fake.allPosts.isEmpty else { return }
        try takeUnknownBack(stage)
        let held = showsPicture ? try LibraryImage.heldItems(of: stage.folder) : []
        try await createPost(stage, itemIDs: held)
    }

    private static func takeUnknownBack(_ stage: CrashStage) throws {
        let library = try stage.open()
        for entry in try library.outbox(in: [.unknown]) {
            _ = try library.cancel(entry.id, reason: "taken back", now: .sample)
        }
    }

    private static let delete: Step = { stage in
        let library = try stage.open()
        let boat = try library.item("boat-2")
        if case .sent = try await stage.media(library).delete(boat.id) { return }
        throw Unfinished()
    }

    private static func onlyPost(_ library: Library) throws -> Post {
        guard let post = try library.posts().first else { throw Unfinished() }
        return post
    }

    private static let edit: Step = { stage in
        let library = try stage.open()
        let outcome = try await stage.posts(library).update(
            try onlyPost(library).id, PostEdit(content: "Spring sale"))
        if case .sent = outcome { return }
        throw Unfinished()
    }

    private static let deletePost: Step = { stage in
        let library = try stage.open()
        _ = try await stage.posts(library).delete(try onlyPost(library).id)
    }

    private static let schedule: Step = { stage in
        let library = try stage.open()
        let outcome = try await stage.posts(library)
            .schedule(try onlyPost(library).id, at: stage.inAMonth)
        if case .sent = outcome { return }
        throw Unfinished()
    }

    /// It waits instead of being done.
    private struct Unfinished: Error {}
}
