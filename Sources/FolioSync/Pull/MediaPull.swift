import FolioModel
import FolioRemote
import FolioStore

/// Reads the remote's media, newest first, into the mirror, and compares the two on the way.
struct MediaPull {
    let library: Library
    let remote: any Remote
    var rules = SafetyRules.all
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// Reads until a page holds only known, unchanged items that line up with the mirror, one of
    /// them from before the last whole reading; else, or where `whole`, to the end.
    ///
    /// Items that an interrupted reading brought, or that were made here since, prove nothing
    /// about what lies below them. An interrupted reading goes on at its place once the head has
    /// been read down to it. `check` sees what is missing after each page, and may throw.
    func run(
        whole: Bool = false, _ summary: inout SyncSummary,
        check: (MediaReading) throws -> Void = { _ in }
    ) async throws -> MediaReading {
        let lastReading = whole ? nil : try lastReading()
        var asked = now()
        var place = try place(whole: whole, now: asked)
        var reading = MediaReading(startedAt: asked, overlaps: rules.contains(.overlap))
        var seen = 0
        // Counted once: counting takes as long as the library is large.
        var mirrored = try library.mirroredCount()
        while true {
            try Task.checkCancellation()
            if seen > 0 { asked = now() }
            let page = try await MediaPage.read(at: place.current.reader.offset, self)
            let overlap = place.current.reader.overlapIDs
            let step = read(page, mirrored: mirrored, &place)
            let kept = step == .next ? try place.json() : nil
            let learned = try page.learn(except: overlap, place: kept, at: asked, self, &summary)
            place.current.new += learned.added.count
            mirrored += learned.added.count
            seen += page.page.elements.count { !overlap.contains($0.mediaID) }
            report(.readingMedia(seen, of: page.page.total))
            let meetsOld = try meetsOld(page, learned, step, since: lastReading, &place)
            try compare(
                page, isLast: step == .end || (meetsOld && page.page.hasMore == false),
                place.current.reader, &reading)
            try forgettingItsPlace { try check(reading) }
            if meetsOld || step == .end {
                try noteWholeReading(since: place.current.since)
                return reading
            }
            if case .stop(let reason) = step {
                summary.warnings.append("reading media stopped: \(reason)")
                reading.isUsable = false
                return reading
            }
        }
    }

    /// Whether the last whole reading had this page and so all below it. Where an interrupted
    /// reading lies below, that one is joined instead.
    private func meetsOld(
        _ page: MediaPage, _ learned: Library.Learned, _ step: ListingReader.Step,
        since lastReading: Timestamp?, _ place: inout ReadingPlace
    ) throws -> Bool {
        guard try page.linesUp(learned, library) else { return false }
        if let part = place.nextPart {
            if step == .next, try meets(page, part) { try join(&place) }
            return false
        }
        return try lastReading.map { try page.had(by: $0, library) } ?? false
    }

    /// What a guard has stopped must be seen again by whoever accepts it.
    private func forgettingItsPlace(_ check: () throws -> Void) throws {
        do {
            try check()
        } catch {
            try library.setState(.mediaReading, to: nil)
            throw error
        }
    }

    /// A whole reading goes by no place that an earlier one has left.
    private func place(whole: Bool, now: Timestamp) throws -> ReadingPlace {
        ReadingPlace(
            after: whole ? nil : ReadingPlace(json: try library.state(.mediaReading)),
            overlaps: rules.contains(.overlap), now: now)
    }

    /// Goes on below what an earlier reading has read.
    private func join(_ place: inout ReadingPlace) throws {
        place.joinNextPart()
        try library.setState(.mediaReading, to: place.json())
    }

    /// Takes a page in, and moves on in the part that is being read.
    private func read(
        _ page: MediaPage, mirrored: Int, _ place: inout ReadingPlace
    ) -> ListingReader.Step {
        let elements = page.page.elements
        let moments = elements.compactMap(\.createdAt)
        let isAbove = moments.min().flatMap { oldest in
            place.current.oldest.map { oldest > $0 }
        }
        place.current.undecodable += page.page.undecodable.count
        // What this page brings is not in the mirror yet.
        let most = mirrored + page.page.count + place.current.undecodable
        let before = place.current.reader.overlapIDs
        let step = place.current.reader.read(
            ids: elements.map(\.mediaID), count: page.page.count, hasMore: page.page.hasMore,
            tail: page.listed.tail, mostPossible: most, isAbove: isAbove ?? false)
        place.current.newest = place.current.newest ?? moments.max()
        if place.current.reader.overlapIDs != before, let oldest = moments.min() {
            place.current.oldest = oldest
        }
        return step
    }

    /// Pages that were read while looking for a place prove nothing by themselves.
    private func compare(
        _ page: MediaPage, isLast: Bool, _ reader: ListingReader, _ reading: inout MediaReading
    ) throws {
        reading.pageSize = reader.realPageSize ?? reading.pageSize
        guard reader.stepsBack == 0 else { return }
        try reading.take(page, isLast: isLast, HeldMirror(library: library))
    }

    /// Whether all that lies below a page was read by an earlier part, down to its place.
    private func meets(_ page: MediaPage, _ part: ReadingPlace.Part) throws -> Bool {
        let elements = page.page.elements
        let moments = elements.compactMap(\.createdAt)
        if moments.count == elements.count, let newest = moments.max(),
            let oldest = moments.min(), let first = part.newest, let last = part.oldest,
            newest <= first, oldest >= last
        {
            return true
        }
        return try page.had(by: part.since, library)
    }

    /// `nil` also where the clock has gone back since: then no moment can be compared with it.
    private func lastReading() throws -> Timestamp? {
        let noted = try library.state(.mediaReadToTheEnd).flatMap { Int64($0) }
            .map(Timestamp.init(milliseconds:))
        return noted.flatMap { $0 <= now() ? $0 : nil }
    }

    /// What the mirror had when the head was asked for lies in what was read, or below.
    private func noteWholeReading(since moment: Timestamp) throws {
        try library.setStates([
            .mediaReadToTheEnd: "\(moment.milliseconds)", .mediaReading: nil,
        ])
    }
}

/// Asks for items one by one that the remote is expected to change soon.
struct PendingPull {
    let library: Library
    let remote: any Remote
    let now: @Sendable () -> Timestamp
    let report: @Sendable (SyncProgress) -> Void

    /// Each once; one that the remote does not have now stays as it is.
    func run(limit: Int, _ summary: inout SyncSummary) async throws {
        let pending = try library.pendingItems()
        for (index, item) in pending.prefix(limit).enumerated() {
            guard let mediaID = item.mediaID else { continue }
            try Task.checkCancellation()
            report(.readingPending(index, of: min(limit, pending.count)))
            do {
                let learned = try library.learn(
                    [try await remote.mediaItem(mediaID)], isListed: false, now: now())
                summary.changed += learned.changed.filter { !summary.changed.contains($0) }
            } catch let error as RemoteError {
                guard !error.stopsSync else { throw error }
                summary.warnings.append("\(item.id) is still pending: \(error.message)")
            }
        }
    }
}
