import FolioHTTP
package import Foundation

/// Files go to and come from other hosts: without the key, over https, and only to addresses of
/// the public internet unless the remote itself is on this computer.
extension HTTPRemote {
    package func sendUpload(
        _ file: URL, _ upload: UploadRequest, to slot: UploadSlot
    ) async throws {
        var request = HTTPRequest(
            .put, slot.url, limits: HTTPLimits(response: .seconds(120)), addresses: addresses)
        switch slot.method {
        case .put(let contentType):
            request.headers = [HTTPHeader("Content-Type", contentType)]
            request.body = .file(file)
        case .multipart(let fieldName):
            request.method = .post
            request.delivery = .once
            request.body = .multipart(
                MultipartForm(
                    fieldName: fieldName, fileName: upload.fileName,
                    contentType: upload.contentType, content: .file(file)))
        }
        // Whether a form's address serves twice is not documented: then a new place is asked for.
        let mayRepeat = request.method == .put
        _ = try await transfer(repeating: mayRepeat) { [client, request] () throws(HTTPError) in
            try await client.send(request)
        }
    }

    /// Redirects are followed, since nothing secret goes along and each target is checked.
    package func download(
        _ url: String, to file: URL, maximumBytes: Int64
    ) async throws -> String? {
        let request = HTTPRequest(.get, url, redirects: .followed, addresses: addresses)
        do {
            let response = try await transfer(repeating: true) {
                [client] () throws(HTTPError) in
                try await client.download(request, to: file, maximumBytes: maximumBytes)
            }
            return response.headers["Content-Type"]
        } catch {
            // After a refusal an empty file may lie there; if not, there is nothing to remove.
            try? FileManager.default.removeItem(at: file)
            throw error
        }
    }

    private var addresses: AddressRule { .publicOnly(allowsLoopback: isLoopback) }

    private func transfer(
        repeating mayRepeat: Bool,
        _ send: @Sendable () async throws(HTTPError) -> HTTPResponse
    ) async throws -> HTTPResponse {
        var retry = 0
        while true {
            let failure: RemoteError
            let isPassing: Bool
            do {
                let response = try await send()
                guard let refusal = RemoteError(refusalOf: response) else { return response }
                failure = refusal
                isPassing = mayRepeat && response.status >= 500
            } catch let error {
                guard error.kind != .cancelled else { throw CancellationError() }
                failure = RemoteError(transfer: error)
                isPassing = error.isPassing && (mayRepeat || error.nothingWasSent)
            }
            guard isPassing, retry < policy.maximumRetries else { throw failure }
            try await time.sleep(policy.pause(before: retry, random: time.random()))
            retry += 1
        }
    }
}

extension RemoteError {
    /// What a storage host says in its body is not documented; its status must do.
    fileprivate init?(refusalOf response: HTTPResponse) {
        let status = response.status
        guard !(200...299).contains(status) else { return nil }
        let failure: Failure =
            status == 429 || status >= 500
            ? .unavailable(reason: "the storage host answered with status \(status)") : .refused
        self.init(failure, status: status)
    }

    fileprivate init(transfer error: HTTPError) {
        let reason = "\(error)"
        switch error.kind {
        case .invalidRequest, .insecure, .refusedAddress: self.init(.notSent(reason: reason))
        case .file: self.init(.fileFailed(reason: reason))
        case .replyTooLarge, .redirected, .tls: self.init(.unreadable(reason: reason))
        default: self.init(.unavailable(reason: reason))
        }
    }
}
