import FolioHTTP
import FolioTestSupport
import Foundation
import Testing

@Suite struct TransferTests {
    let client = HTTPClient()
    private static let manyBytes = patternedBytes(6 << 20)
    private var large: Data { Self.manyBytes }

    private func server(_ status: Int = 200, sending body: Data) throws -> ScriptedServer {
        try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\n\r\n")
            connection.write(body)
        }
    }

    private func acceptingServer() throws -> ScriptedServer {
        try ScriptedServer { connection in
            while connection.read() != nil { connection.reply() }
        }
    }

    @Test(arguments: [HTTPRequest.Method.put, .post], [0, 1_000_001])
    func aFileIsSentFromItsOffsetToItsEnd(method: HTTPRequest.Method, offset: Int) async throws {
        let server = try acceptingServer()
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "original")
            try large.write(to: file)

            let response = try await client.send(
                HTTPRequest(
                    method, server.url, headers: [HTTPHeader("Content-Type", "image/png")],
                    body: .file(file, offset: Int64(offset))))

            #expect(response.status == 200)
        }
        let request = try #require(server.requests.first)
        #expect(request.head.hasPrefix("\(method.rawValue) / "))
        #expect(request.body == large.dropFirst(offset))
        #expect(request.header("Content-Type") == "image/png")
        #expect(request.header("Transfer-Encoding") == nil)
        #expect(request.header("Expect") == nil)
    }

    @Test func anEmptyFileIsSentAsNothing() async throws {
        let server = try acceptingServer()
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "empty")
            try Data().write(to: file)

            _ = try await client.send(HTTPRequest(.put, server.url, body: .file(file)))
        }
        #expect(server.requests.first?.header("Content-Length") == "0")
    }

    @Test func aFileThatIsNotThereIsRefusedBeforeAnythingIsSent() async throws {
        let server = try acceptingServer()

        for path in ["/nowhere/at/all", "/tmp", "/dev/null"] {
            let error = try await httpError {
                try await client.send(
                    HTTPRequest(.put, server.url, body: .file(URL(filePath: path))))
            }
            guard case .file = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(error.nothingWasSent)
        }
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: [true, false])
    func aFormArrivesWithItsFieldsBeforeItsFile(isFile: Bool) async throws {
        let server = try acceptingServer()
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "original")
            try large.write(to: file)
            let form = MultipartForm(
                fields: [("key", "uploads/1"), ("note", "")], fieldName: "file",
                fileName: "a \"red\" boat ⛵.png", contentType: "image/png",
                content: isFile ? .file(file) : .bytes(large))

            _ = try await client.send(HTTPRequest(.post, server.url, body: .multipart(form)))
        }

        let request = try #require(server.requests.first)
        let type = try #require(request.header("Content-Type"))
        #expect(type.hasPrefix("multipart/form-data; boundary="))
        #expect(request.header("Content-Length") == "\(request.body.count)")
        let boundary = "--" + type.split(separator: "=")[1]
        #expect(
            request.body
                == Data(
                    """
                    \(boundary)\r
                    Content-Disposition: form-data; name="key"\r
                    \r
                    uploads/1\r
                    \(boundary)\r
                    Content-Disposition: form-data; name="note"\r
                    \r
                    \r
                    \(boundary)\r
                    Content-Disposition: form-data; name="file"; \
                    filename="a %22red%22 boat ⛵.png"\r
                    Content-Type: image/png\r
                    \r

                    """.utf8) + large + Data("\r\n\(boundary)--\r\n".utf8))
    }

    @Test func aFormThatCouldForgeAHeaderIsRefused() async throws {
        let form = MultipartForm(
            fileName: "a\r\nX: y", contentType: "image/png", content: .bytes(Data()))

        let error = try await httpError {
            try await client.send(
                HTTPRequest(.post, "https://localhost/", body: .multipart(form)))
        }

        #expect(error.nothingWasSent)
    }

    @Test func aDownloadIsWrittenToItsFile() async throws {
        let server = try server(sending: large)
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "original")

            let response = try await client.download(
                HTTPRequest(.get, server.url), to: file, maximumBytes: Int64(large.count))

            #expect(response.byteCount == Int64(large.count))
            #expect(response.body.isEmpty)
            #expect(try Data(contentsOf: file) == large)
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        #expect(server.requests.first?.header("Accept-Encoding") == "identity")
    }

    @Test func anErrorIsNotWrittenToTheFileOfADownload() async throws {
        let server = try server(403, sending: Data("no".utf8))
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "original")

            let response = try await client.download(
                HTTPRequest(.get, server.url), to: file, maximumBytes: 1_000)

            #expect(response.status == 403)
            #expect(response.body == Data("no".utf8))
            #expect(try Data(contentsOf: file).isEmpty)
        }
    }

    @Test func aDownloadThatFailsLeavesNoFile() async throws {
        let server = try server(sending: large)
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "original")

            let error = try await httpError {
                try await client.download(
                    HTTPRequest(.get, server.url), to: file, maximumBytes: 1_000)
            }

            #expect(error.kind == .replyTooLarge(limit: 1_000))
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test func aDownloadGoesIntoAPlainFileOnly() async throws {
        let server = try server(sending: large)

        for path in ["/nowhere/at/all", "/tmp", "/dev/null"] {
            let error = try await httpError {
                try await client.download(
                    HTTPRequest(.get, server.url), to: URL(filePath: path), maximumBytes: 1 << 30)
            }
            #expect(error.nothingWasSent)
        }
        #expect(FileManager.default.fileExists(atPath: "/dev/null"))
        #expect(server.connectionCount == 0)
    }

    @Test func aDownloadDoesNotFollowASymbolicLink() async throws {
        let server = try server(sending: large)
        try await withTemporaryFolder { folder in
            let precious = folder.appending(path: "precious")
            try Data("keep".utf8).write(to: precious)
            let link = folder.appending(path: "link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: precious)

            let error = try await httpError {
                try await client.download(
                    HTTPRequest(.get, server.url), to: link, maximumBytes: 1 << 30)
            }

            #expect(error.nothingWasSent)
            #expect(try Data(contentsOf: precious) == Data("keep".utf8))
        }
        #expect(server.connectionCount == 0)
    }

}
