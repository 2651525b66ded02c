import FolioSandbox
import Foundation
import Testing

@Suite struct UploadTests {
    private static let file = Data("GIF89a".utf8) + Data([3, 0, 2, 0, 0, 0, 0])

    private static func reserve(
        _ sandbox: Sandbox, type: String = "image/gif", sizeName: String = "size"
    ) async throws -> HTTPReply {
        let reservation =
            #"{"filename":"a.gif","content_type":"\#(type)","\#(sizeName)":\#(file.count)}"#
        return try await sandbox.post("/media/upload", reservation)
    }

    private static func put(_ reserved: HTTPReply, type: String = "image/gif") async throws
        -> HTTPReply
    {
        try await HTTPExchange(
            method: "PUT", url: reserved.text("data.upload_url") ?? "",
            headers: [("Content-Type", type)], body: file
        ).send()
    }

    /// The form of the Node SDK: `file_size`, `PUT`, and a completion without a body.
    @Test func theNodeSDKUploads() async throws {
        try await withSmallSandbox { sandbox in
            let reserved = try await Self.reserve(sandbox, sizeName: "file_size")
            let id = reserved.text("data.media_id") ?? ""
            let early = try await sandbox.post("/media/\(id)/complete")
            let sent = try await Self.put(reserved)
            let completed = try await sandbox.post("/media/\(id)/complete")
            let item = try await sandbox.get("/media/\(id)")
            let served = try await HTTPExchange(url: item.text("data.url") ?? "").send()

            #expect(early.isRefusal(400, "media_not_ready"))
            #expect(sent.status == 200)
            #expect(completed.text("data.id") == id)
            #expect(completed.text("data.status") == "ready")
            #expect(item.int("data.width") == 3)
            #expect(item.int("data.dimensions.height") == 2)
            #expect(served.body == Self.file)
        }
    }

    @Test func aFormUploads() async throws {
        try await withSmallSandbox { sandbox in
            let reserved = try await Self.reserve(sandbox)
            let head =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.gif\"\r\n\r\n"
            let sent = try await HTTPExchange(
                method: "POST", url: reserved.text("data.upload_url") ?? "",
                headers: [("Content-Type", "multipart/form-data; boundary=b")],
                body: Data(head.utf8) + Self.file + Data("\r\n--b--\r\n".utf8)
            ).send()
            let completed = try await sandbox.post(
                "/media/\(reserved.text("data.media_id") ?? "")/complete", "{}")

            #expect(reserved.text("data.upload_method.field_name") == "file")
            #expect(sent.status == 200)
            #expect(completed.int("data.size") == Self.file.count)
        }
    }

    @Test func anAddressWorksOnceAndForAQuarterOfAnHour() async throws {
        try await withSmallSandbox { sandbox in
            let (first, second) = (
                try await Self.reserve(sandbox), try await Self.reserve(sandbox)
            )
            _ = try await Self.put(first)
            let repeated = try await Self.put(first)
            try await sandbox.control("POST", "/clock", #"{"advance_seconds":901}"#)
            let late = try await Self.put(second)

            #expect(repeated.isRefusal(409, "upload_already_used"))
            #expect(late.isRefusal(403, "upload_expired"))
        }
    }

    @Test func anotherTypeThanAnnouncedIsRefused() async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await Self.put(try await Self.reserve(sandbox), type: "image/png")

            #expect(reply.isRefusal(400, "validation_error"))
        }
    }

    @Test func aVideoIsReadyAfterAWhile() async throws {
        try await withSmallSandbox { sandbox in
            let reserved = try await Self.reserve(sandbox, type: "video/mp4")
            let id = reserved.text("data.media_id") ?? ""
            _ = try await Self.put(reserved, type: "video/mp4")
            let completed = try await sandbox.post("/media/\(id)/complete")
            try await sandbox.control("POST", "/clock", #"{"advance_seconds":3}"#)
            let later = try await sandbox.get("/media/\(id)")

            #expect(completed.text("data.status") == "processing")
            #expect(later.text("data.status") == "ready")
        }
    }

    @Test(arguments: [
        "http://10.1.2.3/a.png", "https://localhost/a.png", "http://169.254.1.1/",
        "https://[::1]/a",
        "http://2130706433/a", "ftp://example.com/a", "nonsense",
    ])
    func aPrivateAddressIsNotImported(url: String) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post("/media/upload-from-url", #"{"url":"\#(url)"}"#)

            #expect(reply.isRefusal(400, "validation_error"))
        }
    }

    @Test func theSandboxImportsItsOwnPictures() async throws {
        try await withSmallSandbox { sandbox in
            _ = try await sandbox.makeImage()
            let url = try await sandbox.get("/media").text("data.media.0.url") ?? ""
            let reply = try await sandbox.post("/media/upload-from-url", #"{"url":"\#(url)"}"#)

            #expect(reply.text("data.media_status") == "ready")
            #expect(reply.text("data.source_url") == url)
            #expect(try await sandbox.statistics().mediaCount == 2)
        }
    }
}
