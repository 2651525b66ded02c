import FolioQuery
import Testing

@Suite struct SavedTests {
    /// `text` with its saved searches replaced by those in `saved`.
    private func replaced(_ text: String, _ saved: [String: String]) throws -> Query {
        try Query(parsing: text).replacingSaved { name in
            try saved[name].map { try Query(parsing: $0) }
        }
    }

    @Test func aSavedSearchStandsForItsQuery() throws {
        let saved = ["boats": "boat OR ship", "winter": "ice -@warm", "warm": "sun"]

        #expect(
            try replaced("red @boats -@winter", saved)
                == Query(parsing: "red (boat OR ship) -(ice -sun)"))
        #expect(try replaced("red", saved) == Query(parsing: "red"))
        #expect(try Query(parsing: "@a (b OR @\"c d\")").savedNames == ["a", "c d"])
    }

    @Test func aSearchThatUsesItselfIsAnError() throws {
        let saved = ["a": "x @b", "b": "-(y @c)", "c": "@a"]

        let error = try #require(throws: QueryError.self) { try replaced("red @a", saved) }
        #expect(error.message == "this saved search uses itself: @a → @b → @c → @a")
        #expect(error.range == 4..<6)
    }

    @Test func anUnknownSearchIsShownInTheQueryThatWasTyped() throws {
        let error = try #require(throws: QueryError.self) { try replaced("x @a", ["a": "@none"]) }

        #expect(error.problem == .noSuchSaved("none"))
        #expect(error.range == 2..<4)
    }

    @Test func searchesThatMultiplyOrNestWithoutEndAreErrors() throws {
        var doubling: [String: String] = ["n60": "x"]
        var nesting: [String: String] = ["n60": "x"]
        for level in 0..<60 {
            doubling["n\(level)"] = "@n\(level + 1) @n\(level + 1)"
            nesting["n\(level)"] = "-(a OR b @n\(level + 1))"
        }
        for saved in [doubling, nesting] {
            #expect(throws: QueryError.self) { try replaced("@n0", saved) }
        }
    }
}
