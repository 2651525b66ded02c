import FolioCLI
import FolioFiles
import FolioHTTP
import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import Foundation

/// What an online command works with: the library, the settings, and the remote with its key.
struct Session {
    let library: Library
    let settings: Settings
    let remote: HTTPRemote
    let baseURL: String
    private let hasKey: Bool

    let now = Runtime.current.now

    /// `patience` is how long a request may wait for room in the rate limits. Without `needsKey`
    /// a missing key is no error until ``requireKey()``. With `maximumRequests` no more than so many
    /// are sent.
    init(
        _ option: LibraryOption, patience: Duration = .seconds(10), needsKey: Bool = true,
        urgency: RequestUrgency = .interactive, maximumRequests: Int? = nil
    ) throws {
        library = try option.open()
        settings = try Settings(library: library.folder)
        baseURL = try settings.baseURL()
        let key = try Credentials().key(for: baseURL)
        hasKey = key != nil
        remote = try Self.remote(
            baseURL: baseURL, key: try key ?? APIKey("none"), settings: settings,
            meter: LibraryRequestMeter(library), patience: patience, urgency: urgency,
            maximumRequests: maximumRequests)
        if needsKey { try requireKey() }
    }

    /// - Throws: ``SessionError/noKey(baseURL:)``.
    func requireKey() throws {
        guard hasKey else { throw SessionError.noKey(baseURL: baseURL) }
    }

    /// The remote at an address, with its limits.
    static func remote(
        baseURL: String, key: APIKey, settings: Settings, meter: any RequestMeter,
        patience: Duration = .seconds(10), urgency: RequestUrgency = .interactive,
        maximumRequests: Int? = nil
    ) throws -> HTTPRemote {
        let limits = RequestLimits(
            perHour: try settings.requestsPerHour(), perDay: try settings.requestsPerDay(),
            postsPerMinute: try settings.postsPerMinute(),
            imagesPerHour: try settings.imagesPerHour())
        var policy = RetryPolicy()
        policy.patience = patience
        return HTTPRemote(
            baseURL: baseURL, key: Secret(key.secret),
            client: HTTPClient(.init(userAgent: "folio/\(FolioVersion.current)")),
            limiter: RateLimiter(
                meter: meter, limits: limits, urgency: urgency, maximumRequests: maximumRequests),
            policy: policy)
    }

    var postActions: PostActions {
        PostActions(
            library: library, remote: remote, originals: originals, baseURL: baseURL, now: now)
    }

    var mediaActions: MediaActions {
        MediaActions(
            library: library, remote: remote, originals: originals, baseURL: baseURL, now: now)
    }

    var originals: Originals { Originals(library) }
}

/// Why an online command could not begin.
enum SessionError: UserFacingError, Equatable {
    case noKey(baseURL: String)
    case emptyKey
    case noTerminalForKey

    var message: String {
        switch self {
        case .noKey(let baseURL): "there is no key for \(baseURL)"
        case .emptyKey: "no key was given"
        case .noTerminalForKey: "there is no terminal to ask for the key"
        }
    }

    var hint: String? {
        switch self {
        case .noKey: "give one with: folio login, or set FOLIO_API_KEY"
        case .emptyKey: "copy it from the remote's settings, then: folio login"
        case .noTerminalForKey: "give it by standard input: folio login --api-key-stdin < key.txt"
        }
    }

    var kind: FailureKind {
        switch self {
        case .noKey, .emptyKey: .notAllowed
        case .noTerminalForKey: .usage
        }
    }
}
