import FolioRemote
import FolioTestSupport
import Testing

/// What counts as a whole JSON reply, seen through a read that keeps its data raw.
@Suite struct JSONTests {
    @Test(arguments: [
        "{}", " {\r\n\t} ", #"{"a":[1,-0,0.5,1e9,1E-9,true,false,null,"",{},[]]}"#,
        #"{"a":"\u0000\"\\\/\b\f\n\r\t\uD83D\uDE00\uDC00"}"#, #"{"":{"":{}}}"#,
        #"{"a":"Å 日本 עברית 😀"}"#,
    ])
    func validJSONIsRead(json: String) async throws {
        let me = try await Stage(.data(json)).remote.me()

        #expect(me.raw == json.trimmingWhiteSpace)
    }

    @Test(arguments: [
        "{", "{}}", #"{"a":1,}"#, "{'a':1}", #"{"a":01}"#, #"{"a":1.}"#, #"{"a":+1}"#,
        #"{"a":tru}"#, #"{"a":"\x"}"#, #"{"a":"\u12g4"}"#, "{\"a\":\"\n\"}", #"{"a":NaN}"#,
        #"{"a" 1}"#, #"{a:1}"#, "[1 2]", "\u{FEFF}{}", "{} // x",
        String(repeating: "[", count: 100_000),
    ])
    func whatIsNotJSONIsNoReply(json: String) async throws {
        let stage = try Stage(.data(json))

        let error = try await remoteError { try await stage.remote.me() }

        #expect(error.failure.isUnavailable)
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
        String(repeating: #"{"a":[1,"]}\"",null,"#, count: 200) + "0"
            + String(repeating: "]}", count: 200),
        String(repeating: "[", count: 62) + #"1,{"a":2,"b":[]}"#
            + String(repeating: "]", count: 62),
    ])
    func aValueThatLiesTooDeepCostsOnlyItself(deep: String) async throws {
        let me = try await Stage(.data(#"{"odd":\#(deep),"scopes":["ai"]}"#)).remote.me()

        #expect(me.scopes == ["ai"])
    }

    @Test(arguments: ["[}", "[[}]", "[\"]", "["])
    func whatLiesTooDeepMustBeWholeToo(end: String) async throws {
        let deep = String(repeating: "[", count: 70) + end + String(repeating: "]", count: 70)
        let stage = try Stage(.data(#"{"odd":\#(deep),"scopes":["ai"]}"#))

        let error = try await remoteError { try await stage.remote.me() }

        #expect(error.failure.isUnavailable)
    }

    @Test func aNULInATextDoesNotEndIt() async throws {
        let me = try await Stage(.data(#"{"organization":{"name":"a\u0000i"}}"#)).remote.me()

        #expect(me.organizationName == "a\u{FFFD}i")
    }

    @Test func theLastOfARepeatedKeyCounts() async throws {
        let me = try await Stage(.data(#"{"scopes":["read"],"scopes":["ai"]}"#)).remote.me()

        #expect(me.scopes == ["ai"])
    }

    @Test func whatIsKeptOfAReplyIsBounded() async throws {
        let stage = try Stage(.reply(400, String(repeating: "x", count: 2_000_000)))

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(error.raw?.utf8.count == 262_144)
    }
}

extension String {
    fileprivate var trimmingWhiteSpace: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
