import CFloor
import FolioModel
import FolioStore
import Foundation

/// Loading, and one durable row, against the same by the C interface and the system.
struct WritingBench {
    /// A folder that is empty.
    let folder: URL

    /// Pages of a listing, as a first sync reads them, into two new libraries by turns.
    func load(_ texts: [String], batch: Int) throws {
        let items = texts.enumerated().map { number, text in
            RemoteMediaItem(
                mediaID: "media-\(number)", kind: .image, state: .ready, fileName: text,
                createdAt: Timestamp(milliseconds: (1_767_225_600 + Int64(number) * 60) * 1_000))
        }
        let library = try newLibrary("folio")
        let ours = try cpuTime {
            for start in stride(from: 0, to: items.count, by: batch) {
                // A listing is newest first.
                let page = items[start..<min(start + batch, items.count)].reversed()
                _ = try library.learn(Array(page), now: Timestamp(milliseconds: 1_830_000_000_000))
            }
        }
        _ = try newLibrary("floor")
        let file = folder.appendingPathComponent("floor/library.sqlite").path
        let theirs = try cpuTime { try Self.loadByC(file, texts, batch) }
        let perSecond = { (time: Int64) in Double(texts.count) / Double(time) * 1e9 }
        report(
            "bulk load",
            [
                "rows": Double(texts.count), "rows_per_second": perSecond(ours),
                "raw_rows_per_second": perSecond(theirs),
                "ratio": perSecond(ours) / perSecond(theirs),
            ])
    }

    /// The journal row of a paid call, which must be durable before its request leaves.
    func insert(_ count: Int) throws {
        let library = try newLibrary("durable")
        let log = folder.appendingPathComponent("floor.bytes").path
        let descriptor = open(log, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        defer { close(descriptor) }
        var (ours, theirs) = (Figures(), Figures())
        for number in 0..<count {
            let start = floor_clock()
            _ = try library.beginGeneration(
                prompt: "a boat, number \(number)", model: "flux-schnell", ratio: "1:1",
                expectedCredits: 1, now: Timestamp(milliseconds: 1_767_225_600_000))
            ours.add(floor_clock() - start)
            theirs.add(floor_sync(descriptor))
        }
        report(
            "durable insert",
            [
                "p50": ours.share(0.5), "p99": ours.share(0.99), "raw_p50": theirs.share(0.5),
                "ratio": ours.share(0.5) / theirs.share(0.5),
            ])
    }

    private func newLibrary(_ name: String) throws -> Library {
        let place = folder.appendingPathComponent(name, isDirectory: true)
        try Library.create(in: place)
        return try Library.open(place)
    }

    private static func loadByC(_ file: String, _ texts: [String], _ batch: Int) throws {
        let copies = texts.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        let result = copies.map { UnsafePointer($0) }.withUnsafeBufferPointer {
            floor_load(file, $0.baseAddress, Int32($0.count), Int32(batch))
        }
        guard result == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
