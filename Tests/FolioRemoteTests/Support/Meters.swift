import FolioModel
import FolioRemote
import Synchronization

/// A meter that always tells the same.
struct FixedMeter: RequestMeter {
    let fixed: RequestCounts

    func counts(now: Timestamp) async throws -> RequestCounts { fixed }
    func record(at moment: Timestamp) async throws {}
}

/// A meter that tells something else once a request was recorded.
actor GrowingMeter: RequestMeter {
    private let before: RequestCounts
    private let after: RequestCounts
    private var isUsed = false

    init(before: RequestCounts, after: RequestCounts) {
        self.before = before
        self.after = after
    }

    func counts(now: Timestamp) -> RequestCounts { isUsed ? after : before }
    func record(at moment: Timestamp) { isUsed = true }
}

/// A meter that lets others run between looking and recording.
struct SlowMeter: RequestMeter {
    private let meter = MemoryRequestMeter()

    func counts(now: Timestamp) async throws -> RequestCounts {
        let counts = await meter.counts(now: now)
        await Task.yield()
        return counts
    }

    func record(at moment: Timestamp) async throws {
        await Task.yield()
        await meter.record(at: moment)
    }
}

/// A meter that also remembers what replies name.
actor RememberingMeter: RequestMeter {
    private(set) var limit: Int?
    private var sent = 0

    func count(_ requests: Int) { sent = requests }

    func counts(now: Timestamp) -> RequestCounts {
        RequestCounts(
            minute: .init(count: sent), hour: .init(count: sent), day: .init(count: sent))
    }

    func record(at moment: Timestamp) {}
    func limitNamedLast() -> Int? { limit }
    func remember(limit: Int) { self.limit = limit }
}

/// A meter whose file cannot be read.
struct BrokenMeter: RequestMeter {
    struct Failure: Error {}

    func counts(now: Timestamp) async throws -> RequestCounts { throw Failure() }
    func record(at moment: Timestamp) async throws { throw Failure() }
}
