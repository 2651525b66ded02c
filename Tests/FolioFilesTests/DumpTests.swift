import Crypto
import FolioFiles
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct DumpTests {
    let desk: Desk
    let library: Library

    init() throws {
        desk = try Desk()
        library = try FullLibrary.make(in: desk.file("library"))
    }

    @Test func everyTableIsDumpedOrDerived() throws {
        let known = LibraryTables.dumped + LibraryTables.derived
        let parts = ["mediaText", "termTrigram"].flatMap { index in
            ["data", "idx", "content", "docsize", "config"].map { "\(index)_\($0)" }
        }

        for table in try FullLibrary.tables(of: library) where !parts.contains(table) {
            #expect(
                known.contains(table),
                "\(table) is neither dumped nor derived: name it in LibraryTables")
        }
        #expect(Set(known).count == known.count)
    }

    @Test func theLibraryOfTheseTestsHasRowsInEveryTable() throws {
        #expect(try Set(library.rowCounts().keys) == Set(LibraryTables.dumped))
    }

    @Test(arguments: [false, true])
    func aDumpThatWasPutBackGivesTheSameDump(isInitialised: Bool) throws {
        let (first, second) = (desk.file("a.jsonl"), desk.file("b.jsonl"))
        let folder = desk.file("other")
        if isInitialised { try Library.create(in: folder) }

        let written = try DumpFile.write(library, to: first)
        let restored = try LibraryCopy.restore(first, to: folder, at: .sample)
        let copy = try Library.open(folder)
        try DumpFile.write(copy, to: second)

        #expect(try Data(contentsOf: first) == Data(contentsOf: second))
        #expect(restored == written)
        #expect(try copy.item("media-1").prompt == FullLibrary.prompt)
        try expectSound(copy)
    }

    @Test func whatIsDerivedIsMadeAnew() throws {
        let folder = desk.file("other")
        try DumpFile.write(library, to: desk.file("a.jsonl"))

        _ = try LibraryCopy.restore(desk.file("a.jsonl"), to: folder, at: .sample)

        let copy = try Library.open(folder)
        #expect(try copy.search("lighthouse*").isEmpty)
        #expect(try copy.search("boat tag:boats") == ["3aaaaaaa"])
        #expect(try copy.search("*stron*").isEmpty)
        #expect(try copy.addTags([TagName("new")], to: ["3aaaaaaa"], now: .sample) == 1)
        #expect(try copy.search("tag:new") == ["3aaaaaaa"])
    }

    @Test func aLibraryThatHoldsSomethingIsNotTouched() throws {
        let dump = desk.file("a.jsonl")
        try DumpFile.write(library, to: dump)
        let folder = desk.file("other")
        try Library.create(in: folder)
        try FullLibrary.run(["INSERT INTO tag VALUES (1, 'a', 'a')"], in: try Library.open(folder))

        #expect(throws: KeepingError.notEmpty(path: folder.path)) {
            try LibraryCopy.restore(dump, to: folder, at: .sample)
        }
        #expect(try Library.open(folder).rowCounts() == ["tag": 1, "usedNumber": 3])
    }

    @Test func aDumpNeverTakesTheNameOfAnotherFile() throws {
        let file = desk.file("a.jsonl")
        try Data("mine".utf8).write(to: file)

        #expect(throws: KeepingError.fileExists(path: file.path)) {
            try DumpFile.write(library, to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
        #expect(try desk.names() == ["a.jsonl", "library"])
    }

    @Test func aDumpThatIsCutAnywhereIsRefused() throws {
        let file = desk.file("a.jsonl")
        try DumpFile.write(library, to: file)
        let whole = try Data(contentsOf: file)
        var numbers = SeededGenerator(seed: 11)
        let lengths = (0..<40).map { _ in Int.random(in: 1..<whole.count, using: &numbers) }

        for length in lengths + [whole.count - 1] {
            let cut = desk.file("cut.jsonl")
            try whole.prefix(length).write(to: cut)
            #expect(throws: KeepingError.self, "\(length)") {
                try LibraryCopy.restore(cut, to: desk.file("new"), at: .sample)
            }
            #expect(!FileManager.default.fileExists(atPath: desk.file("new").path))
        }
    }

    @Test func aChangedDumpIsRefused() throws {
        let file = desk.file("a.jsonl")
        try DumpFile.write(library, to: file)
        let whole = try Data(contentsOf: file)
        var numbers = SeededGenerator(seed: 12)
        let folder = desk.file("new")
        try Library.create(in: folder)

        for _ in 0..<40 {
            var changed = whole
            changed[Int.random(in: 0..<whole.count, using: &numbers)] ^= 1
            let bad = desk.file("bad.jsonl")
            try changed.write(to: bad)
            #expect(throws: (any Error).self) {
                try LibraryCopy.restore(bad, to: folder, at: .sample)
            }
            #expect(try Library.open(folder).isEmpty())
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
                $0.hasPrefix("library.sqlite")
            })
    }

    @Test(arguments: [
        (#"{"folioDump":2,"schema":"v021-hide-items","originals":""}"#, "newer"),
        (#"{"folioDump":1,"schema":"v999-later","originals":""}"#, "newer"),
        (#"{"folioDump":9,"else":1}"#, "newer"),
        (#"{"other":1}"#, "neither"), ("", "neither"), ("\u{0}", "neither"),
    ])
    func anotherFileIsRefused(firstLine: String, reason: String) throws {
        let file = desk.file("a.jsonl")
        try Data("\(firstLine)\n".utf8).write(to: file)

        let error = #expect(throws: KeepingError.self) {
            try LibraryCopy.restore(file, to: desk.file("new"), at: .sample)
        }
        #expect(error?.message.contains(reason) == true)
    }

    @Test func aDumpOfAnOlderVersionIsBroughtUpToDate() throws {
        let lines = [
            #"{"folioDump":1,"originals":"","schema":"v006-organise"}"#,
            #"{"table":"tag","tag":7,"name":"Boats","folded":"boats"}"#,
            #"{"table":"album","album":2,"name":"Spring","folded":"spring","createdAt":5}"#,
        ].map { $0 + "\n" }.joined()
        let hash = SHA256.hash(data: Data(lines.utf8)).map { String(format: "%02x", $0) }.joined()
        let end =
            #"{"end":true,"rows":2,"sha256":"\#(hash)","tables":{"album":1,"tag":1}}"# + "\n"
        try Data((lines + end).utf8).write(to: desk.file("old.jsonl"))

        _ = try LibraryCopy.restore(desk.file("old.jsonl"), to: desk.file("new"), at: .sample)

        let copy = try Library.open(desk.file("new"))
        #expect(try copy.rowCounts() == ["album": 1, "tag": 1, "usedNumber": 3])
        try expectSound(copy)
    }

    @Test(arguments: [
        ("createdAt", "9223372036854775807"), ("rowid", "-9223372036854775808"),
        ("sha256", #""../../../../../../../../../../../../../home/me/.ssh/id_ed25519xxxxxxxx""#),
        ("id", #""../aaaaa""#), ("kind", #""house""#), ("width", #""wide""#),
        ("state", #"{"a":1}"#), ("rowid", "1.5"), ("other", "1"),
    ])
    func aDumpWithValuesThatNoLibraryHasIsRefused(column: String, value: String) throws {
        var row = [
            "rowid": "8", "id": #""7aaaaaaa""#, "mediaId": "null", "kind": #""image""#,
            "state": #""ready""#, "presence": #""local""#, "prompt": #""a""#, "model": "null",
            "ratio": "null", "width": "4", "height": "4", "fileName": "null",
            "contentType": "null", "byteCount": "null", "sha256": "null", "createdAt": "5",
            "addedAt": "5", "url": "null", "remoteJSON": "null",
        ]
        row[column] = value
        let values = row.map { ",\"\($0)\":\($1)" }.joined()
        let lines =
            #"{"folioDump":1,"originals":"","schema":"\#(Library.schema)"}"#
            + "\n{\"table\":\"mediaItem\"\(values)}\n"
        let hash = SHA256.hash(data: Data(lines.utf8)).map { String(format: "%02x", $0) }.joined()
        let end = #"{"end":true,"rows":1,"sha256":"\#(hash)","tables":{"mediaItem":1}}"# + "\n"
        try Data((lines + end).utf8).write(to: desk.file("odd.jsonl"))

        let error = #expect(throws: KeepingError.self) {
            try LibraryCopy.restore(desk.file("odd.jsonl"), to: desk.file("new"), at: .sample)
        }
        if case .damaged = error {} else { Issue.record("\(String(describing: error))") }
        #expect(!FileManager.default.fileExists(atPath: desk.file("new").path))
    }

    @Test func aLogWithoutItsLibraryIsNotTakenForOneOfTheNewLibrary() throws {
        let folder = desk.file("new")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let log = folder.appendingPathComponent("library.sqlite-wal")
        try Data("last changes".utf8).write(to: log)
        try DumpFile.write(library, to: desk.file("a.jsonl"))

        #expect(throws: KeepingError.strayLog(path: log.path)) {
            try LibraryCopy.restore(desk.file("a.jsonl"), to: folder, at: .sample)
        }
        #expect(throws: KeepingError.strayLog(path: log.path)) { try Library.create(in: folder) }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
                == ["library.sqlite-wal"])
    }

    @Test func aDumpIsSortedAndTellsWhatItIs() throws {
        var lines: [String] = []
        let summary = try DumpFile.write(library) {
            lines += String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init)
        }

        #expect(lines.first?.hasPrefix(#"{"folioDump":1,"#) == true)
        #expect(lines.count == summary.rows + 2)
        #expect(
            lines.filter { $0.hasPrefix(#"{"table":"tag""#) } == [
                #"{"table":"tag","tag":7,"name":"Boats","folded":"boats"}"#,
                #"{"table":"tag","tag":9,"name":"Küste","folded":"kuste"}"#,
            ])
        #expect(lines.last?.contains(summary.sha256) == true)
    }

    private func expectSound(_ library: Library) throws {
        #expect(try library.integrityProblems().isEmpty)
        #expect(try library.indexProblems().isEmpty)
        #expect(try library.rollupProblems().isEmpty)
        #expect(try library.listedDayProblems().isEmpty)
        #expect(try library.firstLedgerFault() == nil)
    }
}
