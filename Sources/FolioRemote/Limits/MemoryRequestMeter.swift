package import FolioModel

/// A meter for one process, which forgets with it.
package actor MemoryRequestMeter: RequestMeter {
    /// Oldest first, of the last day and a little more.
    private var moments: [Timestamp] = []
    private var ofClass: [RequestClass: [Timestamp]] = [:]
    private var demand = RequestDemand()

    package init() {}

    package func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) -> Duration? {
        var counts = counts(now: now)
        counts.ofClass = kind.map { window(of: $0, before: now) }
        if let wait = wait(counts) { return wait }
        record(at: now)
        if let kind { ofClass[kind, default: []].append(now) }
        return nil
    }

    package func remember(_ demand: RequestDemand, now: Timestamp) {
        self.demand.limit = demand.limit ?? self.demand.limit
        self.demand.closedUntil = [self.demand.closedUntil, demand.closedUntil]
            .compactMap(\.self).max()
        self.demand.allowance = demand.allowance ?? self.demand.allowance
    }

    /// What was recorded in the last minute, hour and day before `now`.
    package func counts(now: Timestamp) -> RequestCounts {
        RequestCounts(
            minute: window(.seconds(60), before: now), hour: window(.seconds(3_600), before: now),
            day: window(.seconds(86_400), before: now), limitNamedLast: demand.limit,
            closedUntil: demand.closedUntil.flatMap { $0 > now ? $0 : nil },
            allowance: demand.allowance.flatMap { $0.until > now ? $0 : nil })
    }

    /// One request is about to be sent. Those that a clock which went back left in the future
    /// count as sent now.
    package func record(at moment: Timestamp) {
        while let last = moments.last, last > moment {
            guard let early = moments.firstIndex(where: { $0 > moment }) else { break }
            for index in early..<moments.endIndex { moments[index] = moment }
        }
        let forgotten = firstIndex(after: moment - .seconds(86_400))
        if forgotten > 10_000 { moments.removeFirst(forgotten) }
        moments.append(moment)
        demand.allowance?.left -= 1
    }

    /// The few of one class; what lies outside the window is forgotten.
    private func window(of kind: RequestClass, before now: Timestamp) -> RequestCounts.Window {
        let moments = (ofClass[kind] ?? []).filter { $0 > now - kind.window }
            .map { min($0, now) }
        ofClass[kind] = moments
        return RequestCounts.Window(count: moments.count, oldest: moments.min())
    }

    private func window(_ span: Duration, before now: Timestamp) -> RequestCounts.Window {
        let start = firstIndex(after: now - span)
        return RequestCounts.Window(
            count: moments.count - start, oldest: start < moments.count ? moments[start] : nil)
    }

    /// By halving, since a day has thousands.
    private func firstIndex(after moment: Timestamp) -> Int {
        var (low, high) = (0, moments.count)
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
