import CCurl

/// Where a request goes, as libcurl reads the address.
///
/// One parser decides and connects, so that no address can mean two things.
struct Endpoint: Hashable, Sendable {
    /// The whole address in libcurl's normal form.
    let url: String
    let scheme: String
    /// In small letters; an IPv6 address has its brackets.
    let host: String
    /// Whether the host is this computer by its name or number alone.
    let isLoopback: Bool

    /// Reads an absolute address.
    ///
    /// - Throws: ``HTTPError`` for anything but https, or http on this computer.
    init(_ text: String) throws(HTTPError) {
        try self.init([text])
    }

    /// The address that a reply of this one points at.
    func redirected(to target: String) throws(HTTPError) -> Endpoint {
        let next: Endpoint
        do {
            next = try Endpoint([url, target])
        } catch {
            throw HTTPError(error.kind, nothingWasSent: false)
        }
        guard isLoopback || !next.isLoopback else {
            throw HTTPError(.refusedAddress(host: next.host), nothingWasSent: false)
        }
        return next
    }

    /// A redirect's target without query and credentials, fit to be shown.
    func shownTarget(_ target: String) -> String {
        guard let next = try? Endpoint([url, target]) else {
            // The error would only say that the target is not usable; its text says it as well.
            return Self.withoutQuery(target)
        }
        return Self.withoutQuery(next.url)
    }

    /// Later texts are read relative to earlier ones.
    private init(_ texts: [String]) throws(HTTPError) {
        guard let parser = curl_url() else {
            throw HTTPError(.failed("out of memory"), nothingWasSent: true)
        }
        defer { curl_url_cleanup(parser) }
        for text in texts {
            // A NUL would end the text early for libcurl, which then sees another address.
            guard !text.utf8.contains(0), curl_url_set(parser, CURLUPART_URL, text, 0) == CURLUE_OK
            else { throw Self.invalid("the address is not valid") }
        }
        let scheme = Self.part(CURLUPART_SCHEME, of: parser)?.lowercased() ?? ""
        guard scheme == "https" || scheme == "http" else {
            throw HTTPError(.insecure("\(scheme) is not https"), nothingWasSent: true)
        }
        guard let url = Self.part(CURLUPART_URL, of: parser),
            let host = Self.part(CURLUPART_HOST, of: parser)?.lowercased()
        else { throw Self.invalid("the address has no host") }
        guard Self.part(CURLUPART_USER, of: parser) == nil,
            Self.part(CURLUPART_PASSWORD, of: parser) == nil
        else { throw Self.invalid("the address holds a user name") }

        self.url = url
        self.scheme = scheme
        self.host = host
        isLoopback = host == "localhost" || IPAddress(text: host)?.isLoopback == true
        guard scheme == "https" || isLoopback else {
            throw HTTPError(.insecure("\(host) is not reached through https"), nothingWasSent: true)
        }
    }
}

extension Endpoint {
    /// Cuts a query, a fragment and credentials off an address, which need not be valid.
    static func withoutQuery(_ text: String) -> String {
        let path = text.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = path.firstRange(of: "://") else { return String(path) }
        let rest = path[scheme.upperBound...]
        let host = rest.prefix { $0 != "/" }
        guard let at = host.lastIndex(of: "@") else { return String(path) }
        return String(path[..<scheme.upperBound] + rest[rest.index(after: at)...])
    }

    private static func invalid(_ reason: String) -> HTTPError {
        HTTPError(.invalidRequest(reason), nothingWasSent: true)
    }

    private static func part(_ part: CURLUPart, of parser: OpaquePointer) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parser, part, &text, 0) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}
