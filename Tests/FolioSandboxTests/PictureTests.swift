import FolioSandbox
import Foundation
import Testing

@Suite struct PictureTests {
    private static func picture(
        _ sandbox: Sandbox, _ prompt: String, ratio: String = "1:1"
    ) async throws -> HTTPReply {
        let made = try await sandbox.post(
            "/ai/generate-image", #"{"prompt":"\#(prompt)","aspect_ratio":"\#(ratio)"}"#)
        let item = try await sandbox.get("/media/\(made.text("data.media_id") ?? "")")
        return try await HTTPExchange(url: item.text("data.url") ?? "").send()
    }

    private static func size(_ png: Data) -> [Int] {
        [16, 20].map { start in
            png.dropFirst(start).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        }
    }

    @Test(arguments: [
        ("1:1", 1024, 1024), ("16:9", 1920, 1080), ("9:16", 1080, 1920), ("4:3", 1440, 1080),
        ("3:4", 1080, 1440), ("4:5", 1080, 1350), ("5:4", 1350, 1080),
    ])
    func aPictureHasTheSizeOfItsRatio(ratio: String, width: Int, height: Int) async throws {
        try await withSandbox { sandbox in
            let picture = try await Self.picture(sandbox, "a red boat", ratio: ratio)
            let item = try await sandbox.get("/media")

            #expect(picture.status == 200)
            #expect(picture.headers["content-type"] == "image/png")
            #expect(Self.size(picture.body) == [width, height])
            #expect(item.int("data.media.0.size") == picture.body.count)
        }
    }

    @Test func theSamePromptGivesTheSamePictureAndAnotherOneAnother() async throws {
        try await withSmallSandbox { sandbox in
            let first = try await Self.picture(sandbox, "a red boat")
            let again = try await Self.picture(sandbox, "a red boat")
            var others: Set<Data> = []
            for number in 0..<300 {
                others.insert(try await Self.picture(sandbox, "boat \(number)").body)
            }

            #expect(first.body == again.body)
            #expect(others.count == 300)
            #expect(!others.contains(first.body))
        }
    }

    @Test func anyImageSizeIsDrawn() async throws {
        for size in [1, 2, 3, 7, 257] {
            var options = SandboxOptions()
            options.imageSize = size
            try await withSandbox(options) { sandbox in
                let picture = try await Self.picture(sandbox, "a", ratio: "9:16")

                #expect(Self.size(picture.body)[1] == size)
            }
        }
    }

    @Test func aThumbnailIsSmall() async throws {
        try await withSandbox { sandbox in
            _ = try await sandbox.makeImage()
            let list = try await sandbox.get("/media")
            let thumbnail = try await HTTPExchange(
                url: list.text("data.media.0.thumbnail_url") ?? ""
            ).send()

            #expect(Self.size(thumbnail.body) == [256, 256])
        }
    }

    @Test func anUnknownFileIsNotFound() async throws {
        try await withSmallSandbox { sandbox in
            let origin = sandbox.baseURL.replacingOccurrences(of: "/api/v1", with: "")
            let reply = try await HTTPExchange(url: origin + "/_files/nothing/public").send()

            #expect(reply.isRefusal(404, "not_found"))
        }
    }
}
