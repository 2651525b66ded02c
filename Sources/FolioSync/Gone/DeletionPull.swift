import FolioModel
import FolioRemote
import FolioStore

/// Finds out what was deleted remotely, after the media were read.
///
/// What pages do not show where they should makes suspects; only asking for each of them can make
/// it gone. Evidence of one search is stored in one transaction, after the guard has seen it.
struct DeletionPull {
    let pull: MediaPull
    let options: SyncOptions
    /// How many requests this sync has left; `nil` where it may use as many as the limits allow.
    let requestsLeft: @Sendable () -> Int?

    private var library: Library { pull.library }
    private var rules: SafetyRules { pull.rules }

    private var deletionGuard: DeletionGuard {
        DeletionGuard(maximum: options.maximumDeletions, rules: rules)
    }

    /// Whether the last search ran out of requests. It would begin anew and run out again, so what
    /// follows comes after all that needs few requests, and as long as they are few it audits:
    /// that goes on where it stopped.
    func comesLate() throws -> Bool { try library.state(.deletionSearchWasCut) != nil }

    /// Reads the media. `nil` where nothing can be concluded from what was read.
    ///
    /// - Throws: ``SyncError`` where a guard stops; nothing is marked then.
    func read(_ summary: inout SyncSummary) async throws -> MediaReading? {
        try countSync()
        let reading = try await read(whole: options.verifies, &summary)
        warn(of: reading, &summary)
        return reading.isUsable ? reading : nil
    }

    /// Searches and audits after a reading, and returns it as far as it is known then; `nil` where
    /// nothing can be concluded.
    ///
    /// - Throws: ``SyncError`` where a guard stops; nothing is marked then.
    func search(
        after reading: MediaReading, _ summary: inout SyncSummary
    ) async throws -> MediaReading? {
        do {
            let (found, isWhole) = try await compare(reading, &summary)
            if isWhole, try comesLate() { try library.setState(.deletionSearchWasCut, to: nil) }
            return found
        } catch let error as RemoteError {
            if case .requestsUsedUp = error.failure, try !comesLate() {
                try RollingAudit.begin(at: pull.now(), in: library)
                try library.setState(.deletionSearchWasCut, to: "1")
            }
            throw error
        }
    }

    /// What an audit in the place of a search may use; `nil` where there may be a search.
    private func auditRequests() throws -> Int? {
        guard try comesLate(), !options.verifies else { return nil }
        return requestsLeft().map { max($0 - Self.confirmingRequests, 0) }
    }

    /// A suspect, and twice the item that is known to live.
    private static let confirmingRequests = 3

    /// Asks for the suspects that are due.
    ///
    /// - Throws: ``SyncError`` where a guard stops; nothing is marked then.
    func confirm(after reading: MediaReading, _ summary: inout SyncSummary) async throws {
        try await SuspectConfirmation(
            library: library, remote: pull.remote, delay: options.confirmationDelay,
            sync: try syncNumber(), isEmptied: reading.isEmpty, requestsLeft: requestsLeft,
            rules: rules, now: pull.now, report: pull.report
        ).run(living: reading.living, deletionGuard, &summary)
    }

    /// Returns the reading too, and whether all of the listing was looked at.
    private func compare(
        _ head: MediaReading, _ summary: inout SyncSummary
    ) async throws -> (MediaReading?, isWhole: Bool) {
        var reading = head
        let fewRequests = try auditRequests()
        if !reading.reachedEnd, !options.verifies, fewRequests == nil {
            let isScanCheaper = try await search(&reading, &summary)
            if isScanCheaper { reading = try await read(whole: true, &summary) }
            guard reading.isUsable else { return (nil, true) }
        }
        try store(reading, &summary)
        if options.verifies {
            summary.verification = try Verification(reading, library, now: pull.now())
        } else if !reading.isWhole, reading.isInOrder {
            let isAtEnd = try await AuditPull(pull: pull, deletionGuard: deletionGuard)
                .run(after: reading, requests: fewRequests, &summary)
            return (reading, isWhole: fewRequests == nil || isAtEnd)
        }
        return (reading, isWhole: true)
    }

    private func syncNumber() throws -> Int {
        try library.state(.syncNumber).flatMap { Int($0) } ?? 0
    }

    private func countSync() throws {
        try library.setState(.syncNumber, to: "\(try syncNumber() + 1)")
    }

    private func read(
        whole: Bool, _ summary: inout SyncSummary
    ) async throws -> MediaReading {
        let known = try library.listedCount() - library.openDeletionCount()
        return try await pull.run(whole: whole, &summary) { reading in
            if reading.shown == 0 { try deletionGuard.check(emptyListingOf: known) }
            try deletionGuard.check(reading.evidence, library)
        }
    }

    /// Pages that prove nothing are told once.
    private func warn(of reading: MediaReading, _ summary: inout SyncSummary) {
        for defect in reading.defects.map(\.sentence).sorted() {
            summary.warnings.append("\(defect); nothing is concluded from what it does not show")
        }
    }
}

extension DeletionPull {
    /// Returns whether reading everything would take fewer requests than going on.
    private func search(
        _ reading: inout MediaReading, _ summary: inout SyncSummary
    ) async throws -> Bool {
        guard !reading.defects.contains(.notNewestFirst) else { return false }
        var mirror = HeldMirror(library: library, held: reading.evidence.missing)
        var search = DeletionSearch(
            below: reading.anchor, expected: try mirror.count(), pageSize: reading.pageSize)
        while true {
            try Task.checkCancellation()
            switch try search.next(mirror) {
            case .scan: return true
            case .done:
                reading.evidence.missing = mirror.held
                if search.findings.isEndless {
                    summary.warnings.append(
                        "looking for deletions stopped: the remote repeats a page, or lists more than it has"
                    )
                }
                if search.pages > 1 { try await readHeadAgain(&reading, &summary) }
                return false
            case .read(let offset):
                pull.report(.searchingDeletions(search.pages))
                let page = try await MediaPage.read(at: offset, pull)
                try page.learn(pull, &summary)
                try search.take(page.listed, mirror)
                mirror.held = reading.evidence.missing
                    .merging(search.findings.missing) { $1 }
                for id in page.listed.ids { mirror.held[id] = nil }
                reading.evidence.missing = mirror.held
                try deletionGuard.check(reading.evidence, library)
            }
        }
    }

    /// What was added while the search went on is learned at once, and what moved to the head is
    /// not missing.
    private func readHeadAgain(
        _ reading: inout MediaReading, _ summary: inout SyncSummary
    ) async throws {
        guard rules.contains(.headReread) else { return }
        let page = try await MediaPage.read(at: 0, pull)
        try page.learn(pull, &summary)
        for id in page.listed.ids { reading.evidence.missing[id] = nil }
    }

    /// A whole reading is a whole audit.
    private func store(_ reading: MediaReading, _ summary: inout SyncSummary) throws {
        try deletionGuard.check(reading.evidence, library)
        let now = pull.now()
        let audit = reading.isWhole ? RollingAudit(afterWholeReadingAt: now) : nil
        summary.suspects += try library.record(
            reading.evidence, auditProgress: try audit?.text, now: now)
        summary.auditedItems += reading.compared
        guard reading.defects.isEmpty else { return }
        // What is newer than the newest item listed should have been listed before it.
        summary.suspects += try library.suspectNeverListed(
            createdFrom: max(reading.frontier, Timestamp(milliseconds: 0)),
            through: .distantFuture, addedBefore: reading.startedAt, now: now)
    }
}

extension ListedPage.Defect {
    /// For people.
    var sentence: String {
        switch self {
        case .notNewestFirst: "a page of the media is not newest first"
        case .repeatsAnItem: "a page of the media lists an item twice"
        case .tooLong: "a page of the media has more elements than were asked for"
        case .unreadable(let count):
            "a page of the media has \(count) element\(count == 1 ? "" : "s") that cannot be placed"
        }
    }
}
