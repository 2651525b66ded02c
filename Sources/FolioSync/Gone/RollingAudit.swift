import FolioModel
import FolioStore
import Foundation

/// How far the rolling audit is: kept in the library, written together with what it proved.
///
/// Its place is a moment of the remote's time, so that it means the same however the listing
/// moves. In a cycle of a week every item of the mirror is looked for once.
struct RollingAudit: Codable, Hashable, Sendable {
    /// Everything newer than this was compared since the cycle began.
    var frontier: Timestamp
    var startedAt: Timestamp
    /// The day that ``spent`` belongs to begins here.
    var dayStartedAt: Timestamp
    var spent = 0
    /// No page is read before.
    var restsUntil: Timestamp

    /// A reading of everything is a whole cycle.
    static let rest = Duration.seconds(86_400)
    static let period = Duration.seconds(7 * 86_400)
    /// The last hours of a period are left for what went wrong before.
    private static let pace = Duration.seconds(7 * 86_400 - 7_200)

    /// Right after everything was compared.
    init(afterWholeReadingAt now: Timestamp) {
        frontier = .distantFuture
        restsUntil = now + Self.rest
        startedAt = restsUntil
        dayStartedAt = now
    }

    /// How many items a page shares with what was compared before. Of a small page no more than
    /// half: it would be spent on them, and a cycle would take months.
    static func overlap(pageSize: Int) -> Int { min(ListingReader.overlap, pageSize / 2) }

    /// How many items a page goes on by.
    private static func step(pageSize: Int) -> Int {
        max(pageSize - overlap(pageSize: pageSize) - 1, 1)
    }

    /// How many pages it takes to go on by so many items.
    static func cycle(items: Int, pageSize: Int) -> Int {
        let step = Self.step(pageSize: pageSize)
        return (items + step - 1) / step + 1
    }

    /// At most so many pages in a day.
    static func dailyLimit(items: Int, pageSize: Int) -> Int {
        let milliseconds = Int64(cycle(items: items, pageSize: pageSize)) * 86_400_000
        return max(Int(milliseconds / pace.inMilliseconds) + 1, 2)
    }

    /// How many pages are due now, where `compared` of the items are newer than the frontier.
    func allowance(items: Int, compared: Int, pageSize: Int, now: Timestamp) -> Int {
        guard now >= restsUntil, items > 0 else { return 0 }
        let elapsed = min(max((now - startedAt).inMilliseconds, 0), Self.pace.inMilliseconds)
        let share = Double(elapsed) / Double(Self.pace.inMilliseconds)
        let step = Self.step(pageSize: pageSize)
        let behind = Double(items) * share - Double(compared)
        // The last page proves the end.
        let due = behind < 0 ? 0 : Int(behind) / step + 1 + (share < 1 ? 0 : 1)
        let left = Self.dailyLimit(items: items, pageSize: pageSize) - (isSameDay(now) ? spent : 0)
        return max(min(due, left), 0)
    }

    /// Begins at the newest item, at once.
    @discardableResult
    static func begin(at now: Timestamp, in library: Library) throws -> RollingAudit {
        let audit = RollingAudit(beganAt: now)
        try library.setState(.auditProgress, to: audit.text)
        return audit
    }

    private init(beganAt now: Timestamp) {
        self.init(afterWholeReadingAt: now)
        restsUntil = now
        startedAt = now
    }

    /// A clock that went back begins the cycle anew.
    func checked(at now: Timestamp) -> RollingAudit {
        let isAhead = dayStartedAt > now + .seconds(3_600) || restsUntil > now + Self.period
        guard isAhead else { return self }
        return RollingAudit(beganAt: now)
    }

    mutating func spend(at now: Timestamp) {
        if !isSameDay(now) {
            dayStartedAt = now
            spent = 0
        }
        spent += 1
    }

    /// The next cycle begins a period after this one did, so that its pace stays the same.
    mutating func beginNextCycle(at now: Timestamp) {
        frontier = .distantFuture
        startedAt = max(startedAt + Self.period, now - .seconds(3_600))
        restsUntil = startedAt
    }

    private func isSameDay(_ now: Timestamp) -> Bool {
        now - dayStartedAt < .seconds(86_400)
    }
}

extension RollingAudit {
    /// What the library has noted; `nil` where nothing readable is.
    static func noted(in library: Library) throws -> RollingAudit? {
        try library.state(.auditProgress).flatMap {
            // What another version wrote otherwise only begins the cycle anew.
            try? JSONDecoder().decode(RollingAudit.self, from: Data($0.utf8))
        }
    }

    var text: String {
        get throws { try JSONColumn.text(self) }
    }
}
