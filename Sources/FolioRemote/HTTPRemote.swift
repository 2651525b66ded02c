package import FolioHTTP
import FolioModel
import Foundation
import Synchronization

/// The remote over HTTP.
///
/// Repeats what `remote-api.md` §9 allows to repeat and nothing else. A cancelled call throws
/// `CancellationError`, except for those marked *once* in ``Remote``, which always throw
/// ``RemoteError``, because only that says whether the call may have run.
package final class HTTPRemote: Remote {
    /// Sends whatever goes out; it is given the user agent, such as `folio/1.0`.
    let client: HTTPClient
    let policy: RetryPolicy
    let time: TimeSource
    /// How long the remote may work on a paid or publishing call without a byte of reply.
    let paidSilence: Duration
    private let baseURL: String
    private let key: Secret
    private let limiter: RateLimiter
    private let sent = Mutex(0)

    /// `baseURL` ends in `/api/v1`; a final slash does no harm.
    package init(
        baseURL: String, key: Secret, client: HTTPClient, limiter: RateLimiter = RateLimiter(),
        policy: RetryPolicy = RetryPolicy(), time: TimeSource = .system,
        paidSilence: Duration = .seconds(180)
    ) {
        self.baseURL = String(baseURL.reversed().drop { $0 == "/" }.reversed())
        self.key = key
        self.client = client
        self.limiter = limiter
        self.policy = policy
        self.time = time
        self.paidSilence = paidSilence
    }

    /// Requests to the API that this instance has sent, repeats included. Presigned uploads and
    /// downloads go elsewhere and do not count against the remote's limits.
    package var requestCount: Int { sent.withLock { $0 } }

    /// Whether the remote is on this computer, as the sandbox is: then files may be as well.
    var isLoopback: Bool {
        guard let host = URL(string: baseURL)?.host(percentEncoded: false)?.lowercased()
        else { return false }
        let isIPv4 = host.allSatisfy { $0.isNumber || $0 == "." }
        return ["localhost", "::1", "[::1]"].contains(host)
            || (isIPv4 && host.hasPrefix("127."))
    }
}

extension HTTPRemote {
    /// Sends `call`, repeating it as far as it may be, and reads its data.
    func perform(_ call: Call) async throws -> (data: JSONValue, reply: Reply) {
        var mayHaveRun = false
        return try await perform(call, mayHaveRun: &mayHaveRun)
    }

    /// `mayHaveRun` tells whether an attempt before the last may have been executed.
    func perform(
        _ call: Call, mayHaveRun: inout Bool
    ) async throws -> (data: JSONValue, reply: Reply) {
        var retries = 0
        while true {
            switch try await attempt(call) {
            case .success(let data, let reply): return (data, reply)
            case .failure(let error, let next, let ran):
                guard retries < policy.maximumRetries, next != .giveUp else {
                    throw call.final(error)
                }
                try await pause(before: retries, next, after: error, call)
                mayHaveRun = mayHaveRun || ran
                retries += 1
            }
        }
    }

    private func attempt(_ call: Call) async throws -> Verdict {
        try await admit(call)
        sent.withLock { $0 += 1 }
        let response: HTTPResponse
        do {
            response = try await client.send(request(call))
        } catch {
            if error.kind == .cancelled, call.repetition != .paid { throw CancellationError() }
            return Verdict(error, to: call)
        }
        var reply = Reply(response, to: call, hiding: key, receivedAt: time.now())
        let verdict = Verdict(reply, to: call)
        if case .failure(_, .retryAfter(let wait), _) = verdict { reply.notice.retryAfter = wait }
        await limiter.learn(reply.notice)
        return verdict
    }

    private func request(_ call: Call) -> HTTPRequest {
        var headers = [
            HTTPHeader("Authorization", secret: Secret("Bearer \(key.revealed)")),
            HTTPHeader("Accept", "application/json"),
        ]
        if call.body != nil { headers.append(HTTPHeader("Content-Type", "application/json")) }
        return HTTPRequest(
            call.method, call.url(baseURL), headers: headers,
            body: call.body.map(HTTPBody.bytes) ?? .none,
            // libcurl by itself repeats any request whose kept connection turns out to be dead.
            delivery: call.repetition == .harmless ? .ordinary : .once,
            limits: HTTPLimits(response: call.silence, replyBytes: 16 << 20))
    }
}

extension HTTPRemote {
    /// Waits for room in the limits. Whatever goes wrong here, nothing was sent.
    private func admit(_ call: Call) async throws {
        do {
            try await limiter.admit(call.kind, patience: policy.patience)
        } catch let error as RemoteError {
            throw error
        } catch is CancellationError {
            throw call.cancelledBeforeSending
        } catch {
            let reason = (error as? any UserFacingError)?.message ?? "\(error)"
            throw RemoteError(.notBegun(reason: "requests cannot be counted: \(reason)"))
        }
    }

    /// A wait that the remote asked for is left to the limiter, which makes all calls wait.
    private func pause(
        before retry: Int, _ next: Verdict.Next, after error: RemoteError, _ call: Call
    ) async throws {
        if case .retryAfter(let wait) = next {
            guard wait <= policy.patience else {
                var error = error
                error.failure = .rateLimited(wait: wait)
                throw error
            }
            return
        }
        do {
            try await time.sleep(policy.pause(before: retry, random: time.random()))
        } catch {
            throw call.cancelledBeforeSending
        }
    }
}

extension Call {
    /// A repeat is only ever paused for where nothing has run, so this is the truth for paid
    /// calls too.
    fileprivate var cancelledBeforeSending: any Error {
        repetition == .paid
            ? RemoteError(.notSent(reason: "it was cancelled before it was sent"))
            : CancellationError()
    }

    /// A read that could not even be sent is just a remote that cannot be reached.
    fileprivate func final(_ error: RemoteError) -> RemoteError {
        guard repetition == .harmless, case .notSent(let reason) = error.failure else {
            return error
        }
        return RemoteError(.unavailable(reason: reason))
    }
}
