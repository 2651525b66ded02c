import FolioHTTP
import FolioModel
import FolioRemote
import FolioTestSupport
import Foundation
import Testing

@Suite struct FileTransferTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "folio-remote-\(UUID().uuidString)")

    /// Gives `body` a folder with a file of four bytes.
    private func withFile(_ body: (URL) async throws -> Void) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A folder that is left over in the temporary one does no harm.
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "a.png")
        try Data("PNG!".utf8).write(to: file)
        try await body(file)
    }

    @Test(arguments: [
        (
            #""upload_method":{"method":"PUT","content_type":"image/x","field_name":null}"#,
            UploadSlot.Method.put(contentType: "image/x")
        ),
        (#""upload_method":{"method":"POST","field_name":"blob"}"#, .multipart(fieldName: "blob")),
        (
            #""upload_method":{"method":"post","content_type":"multipart/form-data"}"#,
            .multipart(fieldName: "file")
        ),
        (#""upload_method":"PUT""#, .put(contentType: "image/png")),
        (#""upload_method":null"#, .multipart(fieldName: "file")),
        (#""provider":"s3","protocol":"https","expires_in":900"#, .multipart(fieldName: "file")),
    ])
    func theWayToSendAnImageIsReadOrTheContracts(
        field: String, method: UploadSlot.Method
    ) async throws {
        let stage = try Stage(
            .data(201, #"{"media_id":"m-1","upload_url":"https://up.example/1",\#(field)}"#))

        let slot = try await stage.remote.reserveUpload(.sample)

        #expect(slot == UploadSlot(mediaID: "m-1", url: "https://up.example/1", method: method))
        let body = String(decoding: try #require(stage.server.requests.first).body, as: UTF8.self)
        #expect(body == #"{"content_type":"image/png","filename":"a.png","size":4}"#)
    }

    @Test func aVideoIsPut() async throws {
        let stage = try Stage(
            .data(201, #"{"media_id":"m-1","upload_url":"https://up.example/1"}"#))

        let slot = try await stage.remote.reserveUpload(
            UploadRequest(fileName: "a.mp4", contentType: "video/mp4", byteCount: 4))

        #expect(slot.method == .put(contentType: "video/mp4"))
    }

    @Test func aFormCarriesTheFileAndNoKey() async throws {
        try await withFile { file in
            let stage = try Stage(.reply(200, ""))
            let slot = UploadSlot(
                mediaID: "m-1", url: stage.server.url + "/up?sig=1",
                method: .multipart(fieldName: "file"))

            try await stage.remote.sendUpload(file, .sample, to: slot)

            let request = try #require(stage.server.requests.first)
            let body = String(decoding: request.body, as: UTF8.self)
            #expect(request.line == "POST /up?sig=1")
            #expect(request.header("Authorization") == nil)
            #expect(body.contains(#"name="file"; filename="a.png""#))
            #expect(body.contains("PNG!"))
            #expect(stage.remote.requestCount == 0)
        }
    }

    @Test func aPutIsRepeatedAndAFormIsNot() async throws {
        try await withFile { file in
            let stage = try Stage(.hangUp, .reply(503, ""), .reply(200, ""), .hangUp)
            let put = UploadSlot(
                mediaID: "m-1", url: stage.server.url, method: .put(contentType: "image/png"))
            let form = UploadSlot(
                mediaID: "m-1", url: stage.server.url, method: .multipart(fieldName: "file"))

            try await stage.remote.sendUpload(file, .sample, to: put)
            let error = try await remoteError {
                try await stage.remote.sendUpload(file, .sample, to: form)
            }

            #expect(error.failure.isUnavailable)
            #expect(stage.server.requests.count == 4)
            #expect(stage.server.requests[2].body == Data("PNG!".utf8))
            #expect(stage.server.requests[2].header("Content-Type") == "image/png")
        }
    }

    @Test func aPlaceThatHasExpiredIsRefusedWithoutTheAddress() async throws {
        try await withFile { file in
            let stage = try Stage(.reply(403, "<Error>Request has expired</Error>"))
            let slot = UploadSlot(
                mediaID: "m-1", url: stage.server.url + "/up?sig=secret",
                method: .put(contentType: "image/png"))

            let error = try await remoteError {
                try await stage.remote.sendUpload(file, .sample, to: slot)
            }

            #expect(error.failure == .refused)
            #expect(error.status == 403)
            #expect(!"\(error)".contains("secret"))
            #expect(stage.server.requests.count == 1)
        }
    }

    @Test func aDownloadCarriesNoKeyAndTellsItsType() async throws {
        try await withFile { file in
            let stage = try Stage(
                .hangUp, .reply(200, headers: ["Content-Type: image/webp"], "WEBP"))

            let type = try await stage.remote.download(
                stage.server.url + "/i/1", to: file, maximumBytes: 4)

            #expect(type == "image/webp")
            #expect(try Data(contentsOf: file) == Data("WEBP".utf8))
            #expect(stage.server.requests.allSatisfy { $0.header("Authorization") == nil })
            #expect(stage.server.requests.count == 2)
        }
    }

    @Test func aDownloadThatIsTooLargeOrRefusedLeavesNoFile() async throws {
        try await withFile { file in
            let stage = try Stage(.reply(200, "12345"), .reply(404, "gone"))
            let url = stage.server.url + "/i/1"

            let large = try await remoteError {
                try await stage.remote.download(url, to: file, maximumBytes: 4)
            }
            let refused = try await remoteError {
                try await stage.remote.download(url, to: file, maximumBytes: 4)
            }

            #expect(large.failure.isUnreadable)
            #expect(refused.failure == .refused)
            #expect(refused.status == 404)
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test func aFileThatCannotBeReadOrWrittenIsNoFailureOfTheNetwork() async throws {
        try await withFile { file in
            let stage = try Stage(.reply(200, "PNG!"))
            let lost = folder.appending(path: "missing/b.png")
            let slot = UploadSlot(
                mediaID: "m-1", url: stage.server.url, method: .put(contentType: "image/png"))

            let down = try await remoteError {
                try await stage.remote.download(stage.server.url, to: lost, maximumBytes: 4)
            }
            let upload = try await remoteError {
                try await stage.remote.sendUpload(lost, .sample, to: slot)
            }

            for error in [down, upload] {
                guard case .fileFailed(let reason) = error.failure else {
                    Issue.record("\(error.failure)")
                    continue
                }
                #expect(reason.contains(lost.path))
            }
        }
    }

    @Test(arguments: [
        "https://127.0.0.1:1/x", "https://[::1]:1/x", "https://169.254.169.254/x",
        "https://0x7f.1:1/x", "https://localhost:1/x", "https://10.0.0.1/x", "http://127.0.0.1:1/x",
        "http://example.com/x", "file:///etc/passwd", "gopher://example.com/", "",
    ])
    func aRemoteElsewhereCannotSendUsToAPrivateAddress(url: String) async throws {
        try await withFile { file in
            let time = FakeTime()
            let remote = HTTPRemote(
                baseURL: "https://remote.example/api/v1", key: Secret(Stage.key),
                client: HTTPClient(), time: time.source)
            let slot = UploadSlot(
                mediaID: "m-1", url: url, method: .put(contentType: "image/png"))

            let target = file.appendingPathExtension("new")
            let down = try await remoteError {
                try await remote.download(url, to: target, maximumBytes: 100)
            }
            let upload = try await remoteError {
                try await remote.sendUpload(file, .sample, to: slot)
            }

            #expect(down.failure.isNotSent)
            #expect(upload.failure.isNotSent)
            #expect(time.sleeps.isEmpty)
        }
    }
}
