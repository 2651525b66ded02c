/// Requests that have a limit of their own besides that of all requests (`remote-api.md` §8.1).
package enum RequestClass: String, Sendable, CaseIterable {
    /// A post that is published at once; one for later is exempt.
    case post
    /// A generated image.
    case image

    /// The rolling window in which they are counted.
    package var window: Duration {
        switch self {
        case .post: .seconds(60)
        case .image: .seconds(3_600)
        }
    }
}
