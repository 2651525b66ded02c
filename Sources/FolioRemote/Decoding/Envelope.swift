import FolioModel

/// What the remote wraps every reply in (`remote-api.md` §2).
struct Envelope: Sendable {
    /// The reply's data, or what it says went wrong.
    enum Content: Sendable {
        case data(JSONValue)
        case fault(RemoteFault)
    }

    let content: Content
    let requestID: String?
    /// When the remote answered, by its own clock; `nil` where it does not say.
    let timestamp: Timestamp?

    /// Reads `{data, error, meta}` where exactly one of `data` and `error` is an object.
    ///
    /// An object with neither key is its own data if `acceptsBareData`, as the examples of the
    /// guides of June 2026 show it. Anything else is no envelope, and proves nothing.
    init?(_ json: JSONValue, acceptsBareData: Bool) {
        guard let fields = json.object else { return nil }
        requestID = json["meta"]?.identifier("request_id", "requestId")
        timestamp = json["meta"]?.timestamp("timestamp")
        let (data, error) = (fields["data"], fields["error"])
        if data == nil, error == nil {
            guard acceptsBareData else { return nil }
            content = .data(json)
        } else if let data, data.object != nil, error?.isNull ?? true {
            content = .data(data)
        } else if let error, data?.isNull ?? true, let fault = RemoteFault(error) {
            content = .fault(fault)
        } else {
            return nil
        }
    }
}

/// The `error` object of a reply.
struct RemoteFault: Sendable {
    let code: String?
    let message: String?
    /// The remote's advice; absent in replies from before April 2026.
    let isRetryable: Bool?
    /// Seconds to wait, as old 429 bodies carried them.
    let retryAfter: Int?
    let creditsRequired: Int?
    let creditsAvailable: Int?
    /// Of the scheduled posts that use a media item.
    let postIDs: [String]

    /// An object that says nothing is no error of the remote's.
    init?(_ json: JSONValue) {
        guard json.object != nil else { return nil }
        code = json.identifier("code")
        message = json.text("message", limit: Bounds.body).map { String($0.prefix(2_000)) }
        guard code != nil || message != nil else { return nil }
        let details = json["details"]
        isRetryable = json.bool("retryable")
        retryAfter = json.int("retryAfter", "retry_after", in: 0...86_400)
        creditsRequired = details?.int("credits_required", in: Bounds.credits)
        creditsAvailable = details?.int("credits_available", in: Bounds.credits)
        postIDs = details?.identifiers("post_ids") ?? []
    }
}
