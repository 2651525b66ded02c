import FolioHTTP
import FolioRemote
import FolioTestSupport

extension HTTPRemote {
    /// A client of a port where nobody listens: tcpmux needs a privilege and has no program.
    static func nowhere(_ time: FakeTime) -> HTTPRemote {
        HTTPRemote(
            baseURL: "http://127.0.0.1:1/api/v1", key: Secret(Stage.key), client: HTTPClient(),
            limiter: RateLimiter(time: time.source), time: time.source)
    }
}

extension UploadRequest {
    /// A small image.
    static let sample = UploadRequest(
        fileName: "a.png", contentType: "image/png", byteCount: 4)
}
