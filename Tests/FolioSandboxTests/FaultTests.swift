import FolioSandbox
import Foundation
import Testing

@Suite struct FaultTests {
    private static func hit(_ spec: String, _ sandbox: Sandbox) async throws -> HTTPReply {
        try await sandbox.inject(try Fault("\(spec),route=POST /ai/generate-image"))
        return try await sandbox.post(
            "/ai/generate-image", #"{"prompt":"a","model":"flux-schnell"}"#)
    }

    @Test(arguments: ["lost-reply", "reset", "hang,seconds=0"])
    func aLostReplyHasNoByteAndItsWorkIsDone(spec: String) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await Self.hit(spec, sandbox)

            #expect(reply.raw.isEmpty)
            let statistics = try await sandbox.statistics()
            #expect(statistics.chargeCount == 1)
            #expect(statistics.mediaCount == 1)
        }
    }

    @Test func aReplyIsCutWhereTheFaultSays() async throws {
        try await withSmallSandbox { sandbox in
            let body = try await Self.hit("cut-body,bytes=7", sandbox)
            let head = try await Self.hit("cut-headers,bytes=30", sandbox)
            let long = try await Self.hit("wrong-length,bytes=5", sandbox)

            #expect(body.body.count == 7)
            #expect(head.raw.count == 30)
            #expect([body, head, long].allSatisfy { !$0.isComplete })
        }
    }

    @Test(arguments: [
        ("429,seconds=7", 429), ("500", 500), ("502", 502), ("503", 503), ("504", 504),
        ("408", 408),
    ])
    func aRefusedCallIsNotCarriedOut(spec: String, status: Int) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await Self.hit(spec, sandbox)

            #expect(reply.status == status)
            let wait: String? = status == 429 ? "7" : nil
            #expect(reply.headers["retry-after"] == wait)
            #expect(try await sandbox.statistics().chargeCount == 0)
        }
    }

    @Test func aFailureChargesOnlyWhereThatIsWanted() async throws {
        try await withSmallSandbox { sandbox in
            let charged = try await Self.hit("charge-on-failure", sandbox)
            try await sandbox.control("PATCH", "/settings", #"{"charging":"then-refund"}"#)
            _ = try await Self.hit("500", sandbox)

            let statistics = try await sandbox.statistics()
            #expect(charged.isRefusal(500, "internal_error"))
            #expect(statistics.charged == 2)
            #expect(statistics.refunded == 1)
            #expect(statistics.mediaCount == 0)
        }
    }

    @Test(arguments: [("html-200", false), ("garbled-json", true)])
    func aReplyThatIsNoJSONComesWhole(spec: String, isJSON: Bool) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await Self.hit(spec, sandbox)

            #expect(reply.isComplete)
            #expect(!reply.has("data"))
            #expect(reply.headers["content-type"]?.contains("json") == isJSON)
        }
    }

    @Test(arguments: [
        ("short-page", 2), ("empty-page", 0), ("shuffled-page", 4), ("repeated-page", 4),
    ])
    func aPageIsNotWhatItShouldBe(spec: String, count: Int) async throws {
        try await withSmallSandbox { sandbox in
            try await sandbox.control("POST", "/media", #"{"count":8}"#)
            let path = "/media?limit=4&offset=4"
            let right = try await sandbox.get(path)
            try await sandbox.inject(try Fault("\(spec),route=GET /media"))
            let wrong = try await sandbox.get(path)
            let after = try await sandbox.get(path)

            #expect(wrong.count("data.media") == count)
            #expect(wrong.texts("data.media_ids") != right.texts("data.media_ids"))
            #expect(after.texts("data.media_ids") == right.texts("data.media_ids"))
        }
    }

    @Test func aFaultStrikesTheCallsItNames() async throws {
        try await withSmallSandbox { sandbox in
            try await sandbox.inject(try Fault("500,route=GET /media/{id},skip=1,times=2"))
            let id = try await sandbox.makeImage()
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await sandbox.get("/media/\(id)").status) }

            #expect(statuses == [200, 500, 500, 200])
        }
    }

    @Test(arguments: [
        ("GET /media/ID", true), ("/media/ID", true), ("/api/v1/media/ID", true),
        ("/api/v1/media/{any}", true), ("get /media/{x}", true), ("GET /api/v1/media*", true),
        ("GET /media/other", false), ("DELETE /media/{id}", false), ("/media", false),
    ])
    func aRouteNamesOneItemOrAll(route: String, strikes: Bool) async throws {
        try await withSmallSandbox { sandbox in
            let id = try await sandbox.makeImage()
            let named = route.replacingOccurrences(of: "ID", with: id)
            try await sandbox.inject(try Fault("500,route=\(named)"))

            #expect(try await sandbox.get("/media/\(id)").status == (strikes ? 500 : 200))
        }
    }

    @Test func aSlowReplyArrivesWhole() async throws {
        try await withSmallSandbox { sandbox in
            let slow = try await Self.hit("slow-drip,bytes=100,seconds=0.001", sandbox)
            let late = try await Self.hit("delay,seconds=0.01", sandbox)

            #expect(slow.isComplete)
            #expect(late.status == 201)
        }
    }

    @Test(arguments: ["nope", "500,when=1", "500,skip=x", "500,skip"])
    func aFaultThatDoesNotExistIsRefused(spec: String) {
        #expect(throws: Fault.ParseError.self) { try Fault(spec) }
    }
}
