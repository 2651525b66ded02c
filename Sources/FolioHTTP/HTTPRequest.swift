/// One request, complete before anything is sent.
package struct HTTPRequest: Sendable {
    /// A request's method.
    package enum Method: String, Hashable, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// How often the server may see the request.
    package enum Delivery: Hashable, Sendable {
        /// Over a kept connection where there is one. If such a connection turns out to be dead,
        /// libcurl sends the request again by itself, so the server may execute it twice.
        case ordinary
        /// At most once, whatever happens: for requests that cost money or publish.
        ///
        /// A fresh HTTP/1.1 connection that is not used again, without redirects, without
        /// `Expect: 100-continue`, without answering an authentication challenge.
        case once
    }

    /// What a redirect does.
    package enum Redirects: Hashable, Sendable {
        /// It ends the request with ``HTTPError/Kind/redirected(status:to:)``.
        case refused
        /// It is followed, at most five times in a row, if the request is an ordinary GET or HEAD
        /// without any secret header. Each target must be https and is never this computer, unless
        /// the first address was. Otherwise as ``refused``.
        case followed
    }

    package var method: Method
    /// An absolute https address; http only for `localhost`, 127.0.0.0/8 and `[::1]`.
    package var url: String
    package var headers: [HTTPHeader]
    package var body: HTTPBody
    package var delivery: Delivery
    package var redirects: Redirects
    package var limits: HTTPLimits
    /// Which addresses the connection may lead to.
    package var addresses: AddressRule

    /// A request with safe defaults: no redirects, small limits.
    package init(
        _ method: Method, _ url: String, headers: [HTTPHeader] = [], body: HTTPBody = .none,
        delivery: Delivery = .ordinary, redirects: Redirects = .refused,
        limits: HTTPLimits = HTTPLimits(), addresses: AddressRule = .any
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.delivery = delivery
        self.redirects = redirects
        self.limits = limits
        self.addresses = addresses
    }
}

extension HTTPRequest {
    var followsRedirects: Bool {
        redirects == .followed && delivery == .ordinary && (method == .get || method == .head)
            && !headers.contains(where: \.isSecret)
    }
}

extension HTTPRequest: CustomStringConvertible {
    /// The method, and the address without its query. Never a header or the body.
    package var description: String {
        "\(method.rawValue) \(Endpoint.withoutQuery(url))"
    }
}
