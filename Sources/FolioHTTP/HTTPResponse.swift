package import Foundation

/// A reply whose header block and body arrived whole.
///
/// Any status can be in it, an error's too; a redirect that was not followed cannot.
package struct HTTPResponse: Sendable {
    /// The final status, 200 to 599 as a rule.
    package let status: Int
    package let headers: HTTPHeaderFields
    /// The body after decompression. Empty where it went into a file.
    package let body: Data
    /// Bytes of the body after decompression, wherever they went.
    package let byteCount: Int64
    /// Whether the reply said where its body ends.
    ///
    /// False where only the end of the connection ended it: a body that was cut then looks whole,
    /// so its own form (closing brackets, an image's end) must prove that it is.
    package let hasDeclaredEnd: Bool

    /// A reply, as a test or a stand-in makes it.
    package init(
        status: Int, headers: HTTPHeaderFields = HTTPHeaderFields(), body: Data = Data(),
        byteCount: Int64? = nil, hasDeclaredEnd: Bool = true
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.byteCount = byteCount ?? Int64(body.count)
        self.hasDeclaredEnd = hasDeclaredEnd
    }
}
