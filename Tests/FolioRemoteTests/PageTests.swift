import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@Suite struct PageTests {
    @Test(arguments: [
        (#"{"media":[{"id":"a"},{"id":"b"}],"total":3}"#, true, 3),
        (#"{"media":[{"id":"a"},{"id":"b"}],"total":2}"#, false, 2),
        (#"{"items":[{"media_id":"a"},{"media_id":"b"}],"pagination":{"limit":2}}"#, nil, nil),
        (#"{"media":[{"id":"a"},{"id":"b"}],"pagination":{"has_more":true}}"#, true, nil),
        (
            #"{"media":null,"items":[{"id":"a"},{"id":"b"}],"pagination":"#
                + #"{"total":9,"has_more":false}}"#, false, 9
        ),
        (#"{"media":[{"id":"a"},{"id":"b"}],"items":[],"has_more":true}"#, true, nil),
    ])
    func everyShapeOfAListIsRead(json: String, hasMore: Bool?, total: Int?) async throws {
        let stage = try Stage(.data(json))

        let page = try await stage.remote.media(offset: 0, limit: 2)

        #expect(page.elements.map(\.mediaID) == ["a", "b"])
        #expect(page.hasMore == hasMore)
        #expect(page.total == total)
        #expect(stage.lines == ["GET /media?limit=2&offset=0"])
    }

    @Test func anElementThatCannotBeReadIsKeptRawAndCostsNothingElse() async throws {
        let stage = try Stage(
            .data(
                #"{"media":[{"id":"a"}, {"id":null, "x":1.50}, 7, {"id":"b\u0000"}, {"id":"c"}]}"#))

        let page = try await stage.remote.media(offset: 0, limit: 20)

        #expect(page.elements.map(\.mediaID) == ["a", "c"])
        #expect(
            page.undecodable.map(\.raw) == [#"{"id":null, "x":1.50}"#, "7", #"{"id":"b\u0000"}"#])
        #expect(page.count == 5)
    }

    @Test func anEmptyPageIsTheLastWhateverTheRemoteSays() async throws {
        let stage = try Stage(.data(#"{"media":[],"pagination":{"has_more":true,"total":900}}"#))

        let page = try await stage.remote.media(offset: 100, limit: 20)

        #expect(page.hasMore == false)
    }

    @Test(arguments: [
        #"{}"#, #"{"media":{}}"#, #"{"items":null,"total":0}"#, #"{"media_ids":["a"]}"#,
    ])
    func aReplyWithoutAListIsNotAnEmptyPage(json: String) async throws {
        let stage = try Stage(.data(json))

        let error = try await remoteError { try await stage.remote.media(offset: 0, limit: 20) }

        #expect(error.failure == .unreadable(reason: "it has no list of media"))
        #expect(stage.server.requests.count == 1)
    }

    @Test func aBareArrayIsNoEnvelope() async throws {
        let stage = try Stage(.reply(200, #"[{"id":"a"}]"#))

        let error = try await remoteError { try await stage.remote.media(offset: 0, limit: 20) }

        #expect(error.failure.isUnreadable)
    }

    @Test func aLimitOutsideTheContractIsNotSent() async throws {
        let stage = try Stage(.data(#"{"media":[]}"#))

        _ = try await stage.remote.media(offset: -3, limit: 5_000)

        #expect(stage.lines == ["GET /media?limit=100&offset=0"])
    }
}

extension RemoteError.Failure {
    var isUnreadable: Bool {
        if case .unreadable = self { true } else { false }
    }

    var isUnavailable: Bool {
        if case .unavailable = self { true } else { false }
    }

    var isOutcomeUnknown: Bool {
        if case .outcomeUnknown = self { true } else { false }
    }

    var isNotSent: Bool {
        if case .notSent = self { true } else { false }
    }
}
