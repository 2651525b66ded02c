import FolioModel
import FolioRemote
import FolioTestSupport
import Foundation
import Testing

/// What every ``Remote`` does, so that the fake cannot drift from the real one.
@Suite struct RemoteContractTests {
    @Test(arguments: Side.allCases)
    func aKeyTellsItsAccountScopesAndBalance(side: Side) async throws {
        try await side.withRemote(credits: 500) { remote in
            let me = try await remote.me()

            #expect(me.organizationID != nil)
            #expect(me.workspaceID != nil)
            #expect(me.scopes.map(Set.init) == ["read", "write", "ai"])
            #expect(me.credits?.remaining == 500)
        }
    }

    @Test(arguments: Side.allCases)
    func anImageIsMadeChargedAndListed(side: Side) async throws {
        try await side.withRemote { remote in
            let reply = try await remote.generateImage(.sample(ratio: "16:9"))

            let item = try await remote.mediaItem(reply.mediaID)
            #expect(reply.mediaIDs == [reply.mediaID])
            #expect(reply.status == 201)
            #expect(reply.creditsUsed == 1)
            #expect(reply.creditsRemaining == 9_999)
            #expect(reply.ratio == "16:9")
            #expect(reply.model == "flux-schnell")
            #expect(reply.requestID != nil)
            #expect(item.kind == .image)
            #expect(item.state == .ready)
            #expect(item.createdAt != nil)
            #expect(
                try await remote.media(offset: 0, limit: 10).elements.map(\.mediaID) == [
                    reply.mediaID
                ])
            #expect(try await remote.me().credits?.remaining == 9_999)
        }
    }

    @Test(arguments: Side.allCases)
    func captionsCostOneCreditEach(side: Side) async throws {
        try await side.withRemote(credits: 4) { remote in
            let reply = try await remote.generateCaption(.sample(platform: "x", count: 3))

            #expect(reply.captions.count == 3)
            #expect(reply.creditsUsed == 3)
            #expect(reply.creditsRemaining == 1)
            #expect((200...201).contains(reply.status))
            #expect(reply.requestID != nil)
            #expect(try await remote.me().credits?.remaining == 1)
            let error = try await remoteError {
                try await remote.generateCaption(.sample(count: 2))
            }
            #expect(error.failure == .insufficientCredits(required: 2, available: 1))
        }
    }

    @Test(arguments: Side.allCases)
    func tooFewCreditsMakeAndChargeNothing(side: Side) async throws {
        try await side.withRemote(credits: 3) { remote in
            let error = try await remoteError {
                try await remote.generateImage(.sample(model: "nano-banana-pro"))
            }

            #expect(error.failure == .insufficientCredits(required: 15, available: 3))
            #expect(error.status == 402)
            #expect(error.code == "insufficient_credits")
            #expect(try await remote.media(offset: 0, limit: 10).elements.isEmpty)
            #expect(try await remote.me().credits?.remaining == 3)
        }
    }

    @Test(arguments: Side.allCases)
    func anUnknownModelOrRatioIsRefused(side: Side) async throws {
        try await side.withRemote { remote in
            for request in [
                try ImageRequest.sample(model: "crayon"), try ImageRequest.sample(ratio: "7:3"),
            ] {
                let error = try await remoteError { try await remote.generateImage(request) }

                #expect(error.failure == .refused)
                #expect(error.status == 400)
                #expect(error.code == "validation_error")
            }
        }
    }

    @Test(arguments: Side.allCases)
    func aListIsReadInPagesNewestFirst(side: Side) async throws {
        try await side.withRemote { remote in
            var made: [String] = []
            for _ in 0..<5 {
                made.insert(try await remote.generateImage(.sample()).mediaID, at: 0)
            }

            let first = try await remote.media(offset: 0, limit: 2)
            let last = try await remote.media(offset: 4, limit: 2)
            let beyond = try await remote.media(offset: 9, limit: 2)

            #expect(first.elements.map(\.mediaID) == Array(made.prefix(2)))
            #expect(last.elements.map(\.mediaID) == Array(made.suffix(1)))
            #expect(first.hasMore != false)
            #expect(last.hasMore != true)
            #expect(beyond.count == 0)
        }
    }

    @Test(arguments: Side.allCases)
    func whatIsDeletedIsNotFound(side: Side) async throws {
        try await side.withRemote { remote in
            let mediaID = try await remote.generateImage(.sample()).mediaID

            try await remote.deleteMedia(mediaID, force: false)

            let read = try await remoteError { try await remote.mediaItem(mediaID) }
            let again = try await remoteError {
                try await remote.deleteMedia(mediaID, force: false)
            }
            #expect(read.failure == .notFound)
            #expect(again.failure == .notFound)
            #expect(try await remote.media(offset: 0, limit: 10).count == 0)
        }
    }

    @Test(arguments: Side.allCases)
    func anUploadIsReadyOnceItIsComplete(side: Side) async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "folio-remote-\(UUID().uuidString).png")
        try Data(base64Encoded: onePixel).map { try $0.write(to: file) }
        // A file that is left over in the temporary folder does no harm.
        defer { try? FileManager.default.removeItem(at: file) }
        let size = try Data(contentsOf: file).count
        let upload = UploadRequest(
            fileName: "dot.png", contentType: "image/png", byteCount: size, width: 1, height: 1)
        try await side.withRemote { remote in
            let slot = try await remote.reserveUpload(upload)
            let before = try await remote.mediaItem(slot.mediaID)
            try await remote.sendUpload(file, upload, to: slot)
            let item = try await remote.completeUpload(slot.mediaID)

            #expect(before.state == .uploading)
            #expect(item.mediaID == slot.mediaID)
            #expect(item.state == .ready)
            #expect(try await remote.mediaItem(slot.mediaID).fileName == "dot.png")
        }
    }

    @Test(arguments: Side.allCases)
    func accountsAreListed(side: Side) async throws {
        try await side.withRemote { remote in
            let account = try #require(try await remote.accounts().first { $0.id == 1 })

            #expect(account.platform == "linkedin")
            #expect(account.canPost == true)
            #expect(account.health == "healthy")
        }
    }
}

/// A PNG of one pixel.
private let onePixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
