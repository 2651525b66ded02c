import FolioHTTP
import Foundation
import Testing

/// The error that `body` ends with; a recorded issue where it ends well.
func httpError(
    _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> HTTPResponse
) async throws -> HTTPError {
    try #require(
        await #expect(throws: HTTPError.self, sourceLocation: location) { _ = try await body() },
        sourceLocation: location)
}

/// A port on this computer where nobody listens.
func closedPort() -> UInt16 {
    // Port 1 (tcpmux) needs a privilege and has had no program for decades.
    1
}

/// Gives `body` a folder that is gone afterwards.
func withTemporaryFolder<T>(_ body: (URL) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "folio-http-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A folder that is left over in the temporary one does no harm.
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}

/// Bytes without a period that a buffer's size could hide.
func patternedBytes(_ count: Int) -> Data {
    var state: UInt32 = 7
    var bytes = [UInt8](repeating: 0, count: count)
    for index in bytes.indices {
        state = state &* 1_664_525 &+ 1_013_904_223
        bytes[index] = UInt8(truncatingIfNeeded: state >> 24)
    }
    return Data(bytes)
}
