/// One header of a request.
package struct HTTPHeader: Hashable, Sendable {
    /// The name as it is sent.
    package let name: String
    /// Never printed, because any header may turn out to hold a key.
    package let value: Secret
    /// Whether the request may not be redirected because of this header.
    package let isSecret: Bool

    /// A header that anyone may see.
    ///
    /// `Authorization`, `Cookie` and the usual names of key headers count as secret all the same.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = Secret(value)
        isSecret = Self.keyNames.contains(name.lowercased())
    }

    /// A header that holds a key.
    package init(_ name: String, secret: Secret) {
        self.name = name
        value = secret
        isSecret = true
    }

    private static let keyNames: Set = [
        "authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token",
    ]
}
