import Testing

/// A listing that makes no sense, by what is odd about it.
struct OddCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// Whether a part of the sync fails, which it tells.
    var fails = false
    let body: WireStage.Listing

    var testDescription: String { name }

    private static func media(_ elements: String, _ rest: String = "") -> String {
        WireStage.data(#"{"media":[\#(elements)]\#(rest)}"#)
    }

    private static func posts(_ elements: String, _ rest: String = "") -> String {
        WireStage.data(#"{"posts":[\#(elements)]\#(rest)}"#)
    }

    private static func ids(_ range: Range<Int>, _ prefix: String) -> String {
        range.map { #"{"id":"\#(prefix)\#($0)"}"# }.joined(separator: ",")
    }

    /// Elements that are odd in themselves, for both kinds of listings.
    private static let elements: [(String, String)] = [
        ("unknown states", #"{"id":"x1","status":"hibernating"},{"id":"x2","status":""}"#),
        (
            "ids that are no UUIDs",
            #"{"id":"../../etc"},{"id":"a b"},{"id":""},{"id":7},{"id":"é"},{"id":[1]},{"id":null},"#
                + #"{"id":"..","created_at":"2026-01-01T00:00:00Z"},{"id":"."}"#
        ),
        ("an id of 100,000 characters", #"{"id":"\#(String(repeating: "x", count: 100_000))"}"#),
        (
            "impossible times",
            #"{"id":"x1","created_at":"2999-01-01T00:00:00Z","updated_at":"1969-12-31T23:59:59Z"},"#
                + #"{"id":"x2","created_at":"0001-01-01T00:00:00Z","updated_at":"yesterday"},"#
                + #"{"id":"x3","created_at":-5,"updated_at":"9999-99-99T99:99:99Z"}"#
        ),
        (
            "a name of a million characters",
            #"{"id":"x1","filename":"\#(String(repeating: "n", count: 1_000_000))"}"#
        ),
        (
            "a text of a million characters",
            #"{"id":"x1","content":"\#(String(repeating: "n", count: 1_000_000))"}"#
        ),
        (
            "fields of other types",
            #"{"id":"x1","width":"wide","height":[],"filename":7,"status":{},"created_at":5,"#
                + #""url":3,"content":{},"media_ids":"none","account_ids":{},"scheduled_for":true}"#
        ),
        (
            "known elements whose fields change type",
            #"{"id":"m0","status":7,"created_at":[],"type":{},"prompt":false,"url":{}},"#
                + #"{"id":"p0","status":[],"content":7,"media_ids":{},"updated_at":{}}"#
        ),
        ("two elements with one id", #"{"id":"x1","content":"A"},{"id":"x1","content":"B"}"#),
        ("elements that are no objects", #"7,"m0",null,[],{"id":"x1"},true"#),
        ("controls and bidirectional marks", #"{"id":"x1","filename":"\u001b[31m\u202egnp"}"#),
    ]

    static let media: [OddCase] =
        elements.map { name, odd in
            OddCase(name: name) { offset in media(offset == 0 ? WireStage.items + "," + odd : "") }
        } + [
            OddCase(name: "the known page at every offset") { _ in media(WireStage.items) },
            OddCase(name: "the same page for ever") { _ in
                media(ids(0..<100, "x"), #","has_more":true"#)
            },
            OddCase(name: "a page that shrinks while reading") { offset in
                media(ids(offset..<max(offset, 120 - offset), "x"), #","total":500"#)
            },
            OddCase(name: "an empty listing") { _ in media("", #","total":0"#) },
            OddCase(name: "an empty page that promises more") { _ in
                media("", #","has_more":true,"total":9"#)
            },
            OddCase(name: "a page of 10,000 items") { offset in
                media(offset == 0 ? ids(0..<10_000, "x") : "")
            },
            OddCase(name: "a total that is never reached") { offset in
                media(offset < 300 ? ids(offset..<(offset + 100), "x") : "", #","total":999999999"#)
            },
            OddCase(name: "HTML", fails: true) { _ in "<html><body>Please wait</body></html>" },
            OddCase(name: "no list", fails: true) { _ in WireStage.data("{}") },
        ]

    static let posts: [OddCase] =
        elements.map { name, odd in
            OddCase(name: name) { offset in posts(offset == 0 ? WireStage.posts + "," + odd : "") }
        } + [
            OddCase(name: "the same page for ever") { _ in
                posts(ids(0..<100, "x"), #","has_more":true"#)
            },
            OddCase(name: "an empty listing") { _ in posts("", #","total":0"#) },
            OddCase(name: "a page of 10,000 posts") { offset in
                posts(offset == 0 ? ids(0..<10_000, "x") : "")
            },
            OddCase(name: "HTML", fails: true) { _ in "<html><body>Please wait</body></html>" },
            OddCase(name: "no list", fails: true) { _ in WireStage.data("{}") },
        ]
}
