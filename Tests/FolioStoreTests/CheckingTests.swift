import FolioModel
import FolioStore
import Testing

/// What `folio doctor` asks of the library, and how it is made whole again.
@Suite struct CheckingTests {
    let store: TemporaryLibrary
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
        for number in 0..<20 {
            try store.generate("boat \(number)", credits: 3, minutes: Int64(number), tags: ["sea"])
        }
    }

    @Test func aWholeLibraryHasNoProblems() throws {
        #expect(try library.indexProblems().isEmpty)
        #expect(try library.rollupProblems().isEmpty)
        #expect(try library.listedDayProblems().isEmpty)
    }

    @Test(arguments: [
        "UPDATE mediaItem SET prompt = 'a ship' WHERE prompt = 'boat 3'",
        "INSERT INTO mediaText (mediaText) VALUES ('delete-all')",
        "DELETE FROM term WHERE term = 'boat'",
        """
        INSERT INTO termTrigram (termTrigram, rowid, term)
        SELECT 'delete', id, term FROM term WHERE term = 'boat';
        DELETE FROM term WHERE term = 'boat'
        """,
    ])
    func anIndexThatDiffersIsToldAndMadeAnew(damage: String) throws {
        try store.sql(damage)
        #expect(try library.indexProblems().count == 1)

        try library.rebuildSearchIndex()

        #expect(try library.indexProblems().isEmpty)
        #expect(try store.ids("boa* tag:sea").count == (damage.contains("ship") ? 19 : 20))
    }

    @Test func sumsThatDifferAreToldAndMadeAnew() throws {
        try store.sql(
            """
            UPDATE spendRollup SET credits = credits + 1;
            INSERT INTO listedDay VALUES (1, 5)
            """)
        #expect(try library.rollupProblems().count == 1)
        #expect(try library.listedDayProblems().count == 1)

        try library.rebuildSums()

        #expect(try library.rollupProblems().isEmpty)
        #expect(try library.listedDayProblems().isEmpty)
    }

    @Test func othersReadWhileTheIndexIsMadeAnew() throws {
        let folder = store.folder
        var seen: [Int] = []
        try library.rebuildSearchIndex { done, total in
            #expect(done == total && total == 20)
            // A connection of its own, as another process has.
            let found = try? Library.open(folder, for: .reading).items(store.request("boat")).total
            seen.append(found ?? -1)
        }
        #expect(seen == [20])
    }
}
