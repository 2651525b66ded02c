import FolioHTTP
package import FolioModel

extension HTTPRemote {
    package func media(offset: Int, limit: Int) async throws -> Page<RemoteMediaItem> {
        let offset = max(offset, 0)
        let query = [("limit", "\(min(max(limit, 1), 100))"), ("offset", "\(offset)")]
        let (data, reply) = try await perform(.get("/media", query))
        return try reply.reading(
            Page(data, keys: ["media", "items"], offset: offset) { RemoteMediaItem($0) },
            or: "it has no list of media")
    }

    package func mediaItem(_ mediaID: String) async throws -> RemoteMediaItem {
        let (data, reply) = try await perform(.get(Call.path("media", mediaID)))
        let item = try reply.reading(RemoteMediaItem(data), or: "it has no media id")
        // An answer about another item would be evidence that this one lives.
        guard item.mediaID.lowercased() == mediaID.lowercased() else {
            throw reply.error(.unreadable(reason: "it is about another item"))
        }
        return item
    }

    package func deleteMedia(_ mediaID: String, force: Bool) async throws {
        var call = Call(
            method: .delete, path: try Call.path("media", mediaID), repetition: .harmless)
        if force { call.query = [("force", "true")] }
        try await delete(call)
    }

    /// Not found is done, where an earlier attempt may have deleted it.
    func delete(_ call: Call) async throws {
        var mayHaveRun = false
        do {
            _ = try await perform(call, mayHaveRun: &mayHaveRun)
        } catch let error as RemoteError where error.failure == .notFound && mayHaveRun {
            return
        }
    }

    package func reserveUpload(_ upload: UploadRequest) async throws -> UploadSlot {
        let body = UploadBody(
            filename: upload.fileName, content_type: upload.contentType, size: upload.byteCount,
            width: upload.width, height: upload.height)
        let (data, reply) = try await perform(.sending(.post, "/media/upload", body, .harmless))
        return try reply.reading(
            UploadSlot(data, for: upload), or: "it has no media id or no address to send to")
    }

    /// Looks at the item before it repeats a completion whose reply was lost.
    package func completeUpload(_ mediaID: String) async throws -> RemoteMediaItem {
        let call = try Call.sending(
            .post, Call.path("media", mediaID, "complete"), nil, .never)
        var retry = 0
        while true {
            do {
                let (data, reply) = try await perform(call)
                return try reply.reading(
                    RemoteMediaItem(data, mediaID: mediaID), or: "it is about no media item")
            } catch let error as RemoteError {
                guard case .outcomeUnknown(let reason) = error.failure else { throw error }
                guard retry < policy.maximumRetries else {
                    throw RemoteError(.unavailable(reason: reason), status: error.status)
                }
            }
            try await time.sleep(policy.pause(before: retry, random: time.random()))
            retry += 1
            let item = try await mediaItem(mediaID)
            if item.state != .uploading { return item }
        }
    }

    package func uploadFromURL(
        _ url: String, fileName: String?
    ) async throws -> RemoteMediaItem {
        let body = ImportBody(url: url, filename: fileName)
        var call = try Call.sending(.post, "/media/upload-from-url", body, .never)
        call.silence = paidSilence
        let (data, reply) = try await perform(call)
        return try reply.reading(RemoteMediaItem(data), or: "it has no media id")
    }
}

/// `POST /media/upload`, with the newest documented names.
private struct UploadBody: Encodable {
    let filename: String
    // The remote's spelling is the property's, so that no table of keys can go wrong.
    let content_type: String
    let size: Int
    let width: Int?
    let height: Int?
}

/// `POST /media/upload-from-url`.
private struct ImportBody: Encodable {
    let url: String
    let filename: String?
}
