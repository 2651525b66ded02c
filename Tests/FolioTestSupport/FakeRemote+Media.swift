package import FolioModel
package import FolioRemote
package import Foundation

extension FakeRemote {
    package func me() async throws -> RemoteIdentity {
        try run(.me) {
            var identity = identity
            identity.remoteTime = now
            return identity
        }
    }

    package func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        try run(.generateImage) {
            guard let model = ModelCatalog()[request.model],
                AspectRatio.named(request.ratio) != nil
            else { throw Self.refusal(400, "validation_error") }
            let available = identity.credits?.remaining ?? 0
            guard available >= model.credits else {
                throw Self.refusal(
                    402, "insufficient_credits",
                    .insufficientCredits(required: model.credits, available: available))
            }
            charge(model.credits)
            return imageReply(request, model)
        }
    }

    package func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        try run(.generateCaption) {
            let price = request.terms.credits
            let available = identity.credits?.remaining ?? 0
            guard available >= price else {
                throw Self.refusal(
                    402, "insufficient_credits",
                    .insufficientCredits(required: price, available: available))
            }
            charge(price)
            return CaptionReply(
                captions: (1...request.terms.count).map { "\(request.topic.text), no. \($0)" },
                creditsUsed: price, creditsRemaining: identity.credits?.remaining, status: 200,
                requestID: newID("req"))
        }
    }

    private func imageReply(_ request: ImageRequest, _ model: ImageModel) -> ImageReply {
        let item = RemoteMediaItem.sample(newID("media"), createdAt: now)
        items.insert(item, at: 0)
        return ImageReply(
            mediaID: item.mediaID, width: item.width, height: item.height, ratio: request.ratio,
            model: model.name, echoedPrompt: request.prompt.text, creditsUsed: model.credits,
            creditsRemaining: identity.credits?.remaining, createdAt: now, requestID: newID("req"))
    }

    package func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> {
        try run(.media) {
            let list = staleListings.isEmpty ? items : staleListings.removeFirst()
            let page = list.dropFirst(offset).prefix(limit)
            return Page(
                elements: Array(page), hasMore: offset + page.count < list.count,
                total: list.count)
        }
    }

    package func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        try run(.mediaItem) { items[try index(mediaID)] }
    }

    package func deleteMedia(_ mediaID: String, force: Bool) async throws {
        try run(.deleteMedia) {
            let index = try index(mediaID)
            let users = allPosts.filter {
                $0.status == .scheduled && $0.mediaIDs?.contains(mediaID) == true
            }
            guard users.isEmpty || force else {
                throw Self.refusal(
                    409, "media_in_use", .mediaInUse(postIDs: users.map(\.postID)))
            }
            items.remove(at: index)
        }
    }

    package func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot {
        try run(.reserveUpload) {
            let mediaID = newID("media")
            let kind = MediaItem.Kind(rawValue: String(upload.contentType.prefix { $0 != "/" }))
            items.insert(
                RemoteMediaItem(
                    mediaID: mediaID, kind: kind ?? .document, state: .uploading,
                    fileName: upload.fileName, contentType: upload.contentType,
                    byteCount: upload.byteCount, width: upload.width, height: upload.height,
                    createdAt: now), at: 0)
            let url = "https://upload.invalid/\(mediaID)"
            let method: UploadSlot.Method =
                kind == .image
                ? .multipart(fieldName: "file") : .put(contentType: upload.contentType)
            return UploadSlot(mediaID: mediaID, url: url, method: method)
        }
    }

    package func sendUpload(
        _ file: URL, _ upload: UploadRequest, to slot: UploadSlot
    ) async throws {
        try run(.sendUpload) { files[slot.url] = try Data(contentsOf: file) }
    }

    package func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem {
        try run(.completeUpload) {
            let index = try index(mediaID)
            guard files["https://upload.invalid/\(mediaID)"] != nil else {
                throw Self.refusal(400, "validation_error")
            }
            items[index].state = .ready
            return items[index]
        }
    }

    package func uploadFromURL(_ url: String, fileName: String?) async throws -> RemoteMediaItem {
        try run(.uploadFromURL) {
            let item = RemoteMediaItem.sample(newID("media"), fileName: fileName, createdAt: now)
            items.insert(item, at: 0)
            return item
        }
    }

    package func download(
        _ url: String, to file: URL, maximumBytes: Int64
    ) async throws -> String? {
        try run(.download) {
            guard let bytes = files[url] else {
                throw RemoteError(.refused, status: 404)
            }
            guard bytes.count <= maximumBytes else {
                throw RemoteError(.unreadable(reason: "the file is too large"))
            }
            do {
                try bytes.write(to: file)
            } catch {
                throw RemoteError(.fileFailed(reason: "\(error)"))
            }
            return "image/png"
        }
    }

    private func index(_ mediaID: String) throws -> Int {
        guard let index = items.firstIndex(where: { $0.mediaID == mediaID }) else {
            throw Self.refusal(404, "not_found", .notFound)
        }
        return index
    }
}
