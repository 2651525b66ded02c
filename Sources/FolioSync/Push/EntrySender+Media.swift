import FolioModel
import FolioRemote
import FolioStore
import Foundation

extension EntrySender {
    /// Reserves a place, remembers it, sends the bytes, completes.
    ///
    /// A place that was reserved before is asked about first. If nothing was made of it, a new one
    /// is reserved: whether its bytes arrived is not known, and completing an upload without bytes
    /// is not documented.
    func upload(
        _ id: MediaItem.ID, reserved: String?, _ entry: OutboxEntry.ID
    ) async throws {
        let item = try library.item(id)
        if let reserved, try await wasCompleted(reserved, of: id) { return }
        guard let sha256 = item.sha256, let file = try originals.original(sha256: sha256) else {
            throw Ended(.refused(.originalMissing(id)))
        }
        let request = UploadRequest(
            fileName: item.fileName ?? "\(id).\(Self.fileExtension(item.contentType))",
            contentType: item.contentType ?? "application/octet-stream",
            byteCount: item.byteCount ?? 0, width: item.width, height: item.height)
        let mediaID = try await send(file, request, for: id, entry, mayReserveAgain: true)
        try await complete(mediaID, of: id)
        guard let reserved, reserved != mediaID else { return }
        // Only tidiness: a place of our own that was never filled stays listed otherwise.
        try? await remote.deleteMedia(reserved, force: false)
    }

    /// `true` where the remote has the item already.
    private func wasCompleted(_ mediaID: String, of id: MediaItem.ID) async throws -> Bool {
        do {
            let seen = try await remote.mediaItem(mediaID)
            guard seen.state != .uploading else { return false }
            try learn(seen, of: id)
            return true
        } catch let error as RemoteError where error.failure == .notFound {
            return false
        }
    }

    private func send(
        _ file: URL, _ request: UploadRequest, for id: MediaItem.ID, _ entry: OutboxEntry.ID,
        mayReserveAgain: Bool
    ) async throws -> String {
        let slot = try await remote.reserveUpload(request)
        guard try library.reserve(slot.mediaID, for: id, in: entry) else {
            throw RemoteError(.unreadable(reason: "it reserved the place of another item"))
        }
        do {
            try await remote.sendUpload(file, request, to: slot)
        } catch let error as RemoteError where mayReserveAgain && error.mayBeExpiredSlot {
            return try await send(file, request, for: id, entry, mayReserveAgain: false)
        }
        return slot.mediaID
    }

    /// Where the reply is lost, the item itself tells whether it was completed. A remote that
    /// denies the place which it has just reserved is ill: a later try asks for it again.
    private func complete(_ mediaID: String, of id: MediaItem.ID) async throws {
        do {
            try learn(try await remote.completeUpload(mediaID), of: id)
        } catch let error as RemoteError where error.leavesOpenWhetherItRan {
            let seen = try await retryingDenial { try await remote.mediaItem(mediaID) }
            guard seen.state == .uploading else { return try learn(seen, of: id) }
            try learn(
                try await retryingDenial { try await remote.completeUpload(mediaID) }, of: id)
        }
    }

    private func retryingDenial<Value>(_ call: () async throws -> Value) async throws -> Value {
        do {
            return try await call()
        } catch let error as RemoteError where error.failure == .notFound {
            var passing = error
            passing.failure = .unavailable(reason: "it denies the place that it reserved")
            passing.status = error.status ?? 404
            throw passing
        }
    }

    private func learn(_ seen: RemoteMediaItem, of id: MediaItem.ID) throws {
        _ = try library.learn([seen], isListed: false, now: now())
        if seen.state == .failed { throw Ended(.refused(.itemFailed(id))) }
    }

    /// A repeated deletion meets 404 `not_found`, which is as good as an acknowledgement.
    func deleteMedia(_ id: MediaItem.ID, force: Bool) async throws {
        let item = try library.item(id)
        guard item.presence != .gone else { return }
        guard let mediaID = item.mediaID else { throw Ended(.refused(.notOnRemote(id))) }
        do {
            try await remote.deleteMedia(mediaID, force: force)
        } catch let error as RemoteError where error.failure == .notFound {}
        try library.markGone(id)
    }

    private static func fileExtension(_ contentType: String?) -> String {
        switch contentType {
        case "image/jpeg": "jpg"
        case let type? where type.hasPrefix("image/"): String(type.dropFirst(6))
        case "video/mp4": "mp4"
        case "application/pdf": "pdf"
        default: "bin"
        }
    }
}

extension RemoteError {
    /// The storage host refused the bytes, as it does after a presigned address has expired.
    fileprivate var mayBeExpiredSlot: Bool {
        switch failure {
        case .refused, .forbidden, .notFound, .conflict, .keyRefused: true
        default: false
        }
    }

    fileprivate var leavesOpenWhetherItRan: Bool {
        switch failure {
        case .outcomeUnknown, .unavailable, .unreadable, .conflict, .notFound: true
        default: false
        }
    }
}
