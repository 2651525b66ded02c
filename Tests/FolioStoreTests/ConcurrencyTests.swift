import FolioModel
import FolioStore
import Foundation
import Testing

@Suite struct ConcurrencyTests {
    @Test func manyWritersAtOnceNeverFail() async throws {
        let store = try TemporaryLibrary()
        let folder = store.folder

        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<6 {
                group.addTask {
                    let library = try Library.open(folder)
                    for number in 0..<15 {
                        let call = try library.beginGeneration(
                            prompt: "boat \(writer) \(number)", model: "m", ratio: nil,
                            expectedCredits: 1, now: TemporaryLibrary.now)
                        let item = try library.settleMade(
                            call.id, .sample("media-\(writer)-\(number)"), now: TemporaryLibrary.now
                        )
                        _ = try library.addTags(
                            [TagName("w\(writer)")], to: [item.id], now: TemporaryLibrary.now)
                        try library.recordRequest(at: TemporaryLibrary.now)
                        _ = try library.overview()
                    }
                }
            }
            if let shell = Self.sqlite {
                group.addTask { try Self.write(60, to: store.library.file.path, with: shell) }
            }
            try await group.waitForAll()
        }

        #expect(try store.ids("boat").count == 90)
        #expect(try store.ids("tag:w3").count == 15)
        let sent = try store.library.requests(before: TemporaryLibrary.now).hour
        #expect(sent == (Self.sqlite == nil ? 90 : 150))
        try store.checkIndex()
    }

    @Test func anOldLibraryIsBroughtUpToDateByManyAtOnce() async throws {
        let folder = TemporaryLibrary.newFolder()
        try OldLibrary.make(in: folder, steps: 2)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    let items = try Library.open(folder).overview().items
                    #expect(items == 0)
                }
            }
            try await group.waitForAll()
        }

        try? FileManager.default.removeItem(at: folder)  // Harms no later test.
    }

    private static var sqlite: String? {
        ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"]
            .first(where: FileManager.default.isExecutableFile)
    }

    /// Another process, one transaction a line.
    private static func write(_ count: Int, to path: String, with shell: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: shell)
        let minute = TemporaryLibrary.now.milliseconds / 60_000
        let line = """
            INSERT INTO requestMinute VALUES (\(minute), 1)
            ON CONFLICT (minute) DO UPDATE SET requests = requests + 1;\n
            """
        process.arguments = [
            "-cmd", ".timeout 60000", path, String(repeating: line, count: count),
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
