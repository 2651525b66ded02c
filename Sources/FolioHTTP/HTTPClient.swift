package import Foundation

/// Sends requests over a few kept connections.
///
/// Safe to use from many tasks at once. How many requests run at a time is the caller's to bound;
/// each has a connection and a thread of its own.
package final class HTTPClient: Sendable {
    /// What all requests of a client share.
    package struct Configuration: Hashable, Sendable {
        /// Sent as `User-Agent` where a request names none.
        package var userAgent: String
        /// Certificates to trust instead of the system's, in PEM form.
        package var certificateFile: URL?

        /// The system's certificates, and the name Folio.
        package init(userAgent: String = "Folio", certificateFile: URL? = nil) {
            self.userAgent = userAgent
            self.certificateFile = certificateFile
        }
    }

    private let configuration: Configuration
    private let pool = LanePool()

    /// Opens nothing until the first request.
    package init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Sends `request` and waits for its whole reply.
    ///
    /// Cancelling the task ends the request within about a tenth of a second.
    ///
    /// - Throws: ``HTTPError``, unless the whole reply is there.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        try await perform(request, into: nil)
    }

    /// Sends `request` and writes the body of a reply with a 2xx status to `file`.
    ///
    /// `file` is made, or emptied, with mode 0600; a symbolic link there is refused. Any other
    /// status leaves it empty and has its body in the reply. After an error there is no file.
    ///
    /// - Throws: ``HTTPError``, ``HTTPError/Kind/replyTooLarge(limit:)`` above `maximumBytes`.
    package func download(
        _ request: HTTPRequest, to file: URL, maximumBytes: Int64
    ) async throws(HTTPError) -> HTTPResponse {
        var request = request
        request.limits.replyBytes = maximumBytes
        let output = try OutputFile(file)
        do {
            return try await perform(request, into: output)
        } catch {
            output.remove()
            throw error
        }
    }

    /// Closes the connections that no request is using. Requests under way finish; later ones fail.
    package func close() {
        pool.close()
    }
}

extension HTTPClient {
    private static let redirectLimit = 5

    private func perform(
        _ request: HTTPRequest, into file: OutputFile?
    ) async throws(HTTPError) -> HTTPResponse {
        var endpoint = try Endpoint(request.url)
        var response = try await exchange(request, endpoint, into: file)
        for _ in 0..<Self.redirectLimit {
            guard let target = response.redirectTarget else { return response }
            guard request.followsRedirects else {
                throw .redirected(response.status, to: target, from: endpoint)
            }
            endpoint = try endpoint.redirected(to: target)
            do {
                response = try await exchange(request, endpoint, into: file)
            } catch {
                throw HTTPError(error.kind, nothingWasSent: false)
            }
        }
        if response.redirectTarget == nil { return response }
        throw HTTPError(.failed("more than \(Self.redirectLimit) redirects"), nothingWasSent: false)
    }

    private func exchange(
        _ request: HTTPRequest, _ endpoint: Endpoint, into file: OutputFile?
    ) async throws(HTTPError) -> HTTPResponse {
        let order = Order(
            request: request, endpoint: endpoint, configuration: configuration, file: file)
        try order.check()
        let lane = try pool.lane(for: request)
        let result = await lane.perform(order)
        pool.giveBack(lane, after: request)
        return try result.get()
    }
}

extension HTTPResponse {
    fileprivate var redirectTarget: String? {
        [301, 302, 303, 307, 308].contains(status) ? headers["Location"] : nil
    }
}

extension HTTPError {
    fileprivate static func redirected(
        _ status: Int, to target: String, from endpoint: Endpoint
    ) -> HTTPError {
        HTTPError(
            .redirected(status: status, to: endpoint.shownTarget(target)), nothingWasSent: false)
    }
}
