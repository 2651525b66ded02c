import FolioModel
import FolioRemote
import Synchronization

/// A meter that always tells the same.
struct FixedMeter: RequestMeter {
    let fixed: RequestCounts

    func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) async throws -> Duration? {
        wait(fixed)
    }

    func remember(_ demand: RequestDemand, now: Timestamp) async throws {}
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

    func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) -> Duration? {
        if let wait = wait(isUsed ? after : before) { return wait }
        isUsed = true
        return nil
    }

    func remember(_ demand: RequestDemand, now: Timestamp) {}
}

/// A meter that lets others run before and after it counts.
struct SlowMeter: RequestMeter {
    private let meter = MemoryRequestMeter()

    func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) async throws -> Duration? {
        await Task.yield()
        let found = await meter.take(at: now, of: kind, unless: wait)
        await Task.yield()
        return found
    }

    func remember(_ demand: RequestDemand, now: Timestamp) async throws {}
}

/// A meter that also remembers what replies name.
actor RememberingMeter: RequestMeter {
    private(set) var limit: Int?
    private var sent = 0

    func count(_ requests: Int) { sent = requests }

    func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) -> Duration? {
        wait(
            RequestCounts(
                minute: .init(count: sent), hour: .init(count: sent), day: .init(count: sent),
                limitNamedLast: limit))
    }

    func remember(_ demand: RequestDemand, now: Timestamp) { limit = demand.limit ?? limit }
}

/// A meter whose file cannot be read.
struct BrokenMeter: RequestMeter {
    struct Failure: Error {}

    func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) async throws -> Duration? {
        throw Failure()
    }

    func remember(_ demand: RequestDemand, now: Timestamp) async throws { throw Failure() }
}
