package import FolioModel
package import FolioRemote
package import FolioStore

/// Remembers requests in the library, for all its processes and across restarts.
package struct LibraryRequestMeter: RequestMeter {
    private let library: Library

    package init(_ library: Library) {
        self.library = library
    }

    package func take(
        at now: Timestamp, of kind: RequestClass?,
        unless wait: @Sendable (RequestCounts) -> Duration?
    ) throws -> Duration? {
        try library.takeRequest(
            at: now, of: kind.map { .init(name: $0.rawValue, window: $0.window) }
        ) { wait(RequestCounts($0)) }
    }

    package func remember(_ demand: RequestDemand, now: Timestamp) throws {
        try library.remember(
            limit: demand.limit, closedUntil: demand.closedUntil,
            allowance: demand.allowance.map { .init(left: $0.left, until: $0.until) }, now: now)
    }
}

extension RequestCounts {
    init(_ record: RequestRecord) {
        self.init(
            minute: .init(count: record.minute, oldest: record.oldestOfMinute),
            hour: .init(count: record.hour, oldest: record.oldestOfHour),
            day: .init(count: record.day, oldest: record.oldestOfDay),
            ofClass: record.ofClass.map { .init(count: $0.count, oldest: $0.oldest) },
            limitNamedLast: record.limitNamedLast, closedUntil: record.closedUntil,
            allowance: record.allowance.map { RequestAllowance(left: $0.left, until: $0.until) })
    }
}
