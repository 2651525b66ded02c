import FolioSandbox
import Foundation
import Testing

@Suite struct GenerationTests {
    @Test func anImageHasEveryDocumentedField() async throws {
        try await withSandbox { sandbox in
            let reply = try await sandbox.post(
                "/ai/generate-image",
                #"{"prompt":"a red boat","aspect_ratio":"16:9","model":"ideogram-v2"}"#)

            #expect(reply.status == 201)
            #expect(reply.isNull("error"))
            #expect(reply.text("meta.request_id")?.count == 8)
            #expect(reply.text("data.media_id")?.count == 36)
            #expect(reply.texts("data.media_ids") == [reply.text("data.media_id") ?? ""])
            #expect(reply.int("data.width") == 1920)
            #expect(reply.int("data.height") == 1080)
            #expect(reply.text("data.ai.prompt") == "a red boat")
            #expect(reply.text("data.ai.model") == "ideogram-v2")
            #expect(reply.int("data.credits_used") == 8)
            #expect(reply.int("data.credits_remaining") == 9_992)
        }
    }

    @Test(arguments: [
        (SandboxOptions.Shape.a, "message", "media_ids"), (.b, "next_step", "message"),
    ])
    func aShapeHasOnlyItsOwnFields(
        shape: SandboxOptions.Shape, present: String, absent: String
    ) async throws {
        try await withSmallSandbox(shape: shape) { sandbox in
            let reply = try await sandbox.post("/ai/generate-image", #"{"prompt":"a"}"#)

            #expect(reply.has("data.\(present)"))
            #expect(!reply.has("data.\(absent)"))
            #expect(reply.int("data.credits_used") == 15)
        }
    }

    @Test(arguments: [
        ("nano-banana-pro", 15), ("ideogram-v2", 8), ("gemini-3-pro", 5), ("flux-schnell", 1),
    ])
    func eachModelHasItsPrice(model: String, price: Int) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post(
                "/ai/generate-image", #"{"prompt":"a","model":"\#(model)"}"#)

            #expect(reply.int("data.credits_used") == price)
            #expect(try await sandbox.statistics().charged == price)
        }
    }

    @Test(arguments: [
        (#"{}"#, "prompt"), (#"{"prompt":""}"#, "prompt"), (#"{"prompt":" \n"}"#, "prompt"),
        (#"{"prompt":7}"#, "prompt"), (#"{"prompt":"a","model":"m"}"#, "flux-schnell"),
        (#"{"prompt":"a","aspect_ratio":"2:1"}"#, "1:1, 16:9, 9:16, 4:3, 3:4, 4:5, 5:4"),
        (#"[]"#, "object"), ("", "object"),
    ])
    func aBadRequestIsRefusedWithoutACharge(body: String, named: String) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post("/ai/generate-image", body)

            #expect(reply.isRefusal(400, "validation_error"))
            #expect(reply.text("error.message")?.contains(named) == true)
            #expect(try await sandbox.statistics().chargeCount == 0)
        }
    }

    @Test func aPromptIsMeasuredInUTF16Units() async throws {
        try await withSmallSandbox { sandbox in
            let (most, over) = (
                String(repeating: "😀", count: 1_000), String(repeating: "😀", count: 1_000) + "a"
            )

            let fits = try await sandbox.post("/ai/generate-image", #"{"prompt":"\#(most)"}"#)
            let tooLong = try await sandbox.post("/ai/generate-image", #"{"prompt":"\#(over)"}"#)

            #expect(fits.status == 201)
            #expect(fits.text("data.ai.prompt") == most)
            #expect(tooLong.isRefusal(400, "validation_error"))
        }
    }

    @Test func tooFewCreditsAreRefusedWithBothNumbers() async throws {
        try await withSmallSandbox(credits: 3) { sandbox in
            let reply = try await sandbox.post(
                "/ai/generate-image", #"{"prompt":"a","model":"gemini-3-pro"}"#)

            #expect(reply.isRefusal(402, "insufficient_credits"))
            #expect(reply.int("error.details.credits_required") == 5)
            #expect(reply.int("error.details.credits_available") == 3)
            #expect(reply.text("error.details.model") == "gemini-3-pro")
            #expect(try await sandbox.statistics().mediaCount == 0)
        }
    }

    @Test func concurrentCallsNeverSpendMoreThanThereIs() async throws {
        try await withSmallSandbox(credits: 7) { sandbox in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await sandbox.post(
                            "/ai/generate-image",
                            #"{"prompt":"p\#(number)","model":"flux-schnell"}"#
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }

            let statistics = try await sandbox.statistics()
            #expect(statuses.count { $0 == 201 } == 7)
            #expect(statuses.count { $0 == 402 } == 13)
            #expect(statistics.balance == 0)
            #expect(statistics.mediaCount == 7)
        }
    }

    @Test func captionsCostOneCreditEach() async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post(
                "/ai/generate-caption",
                #"{"topic":"boats","platform":"x","count":3,"length":"long"}"#)
            let refused = try await sandbox.post(
                "/ai/generate-caption", #"{"topic":"a","count":6}"#)

            #expect(reply.count("data.captions") == 3)
            #expect(reply.int("data.credits_used") == 3)
            #expect(reply.int("data.credits_remaining") == 9_997)
            #expect((reply.text("data.captions.0")?.count ?? 999) <= 280)
            #expect(refused.isRefusal(400, "validation_error"))
        }
    }
}
