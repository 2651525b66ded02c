import FolioModel
import FolioStore

/// What one pass over the outbox has still to send, and which of it may go out next.
struct PushQueue {
    private struct Errand {
        let entry: OutboxEntry
        let subject: EntrySubject
    }

    private let errands: [Errand]
    /// Places in ``errands``, in the order of the outbox.
    private var waiting: [Int]
    private var underWay: [Int: EntrySubject] = [:]
    private var held = EntrySubjects()
    /// Entries that wait for a later pass or sync.
    private(set) var heldCount = 0

    init(_ entries: [OutboxEntry], in library: Library) throws {
        let order = EntryOrder(library: library)
        errands = try entries.map { Errand(entry: $0, subject: try order.subject($0)) }
        waiting = Array(errands.indices)
    }

    var underWayCount: Int { underWay.count }

    /// An entry by its place, as it was when the pass began.
    func entry(_ place: Int) -> OutboxEntry { errands[place].entry }

    /// The place of the first entry that may be sent besides those that are under way; it counts as
    /// such from now on. `nil` where none may.
    ///
    /// An entry that is not due, that another process sends, or that follows one that is held, is
    /// held itself. One that shares something with an entry under way, or with one before it that
    /// waits for that, waits.
    mutating func next(at now: Timestamp) -> Int? {
        var busy = EntrySubjects(underWay.values)
        var index = 0
        while index < waiting.count {
            let place = waiting[index]
            let errand = errands[place]
            if busy.exclude(errand.subject) {
                busy.insert(errand.subject)
                index += 1
                continue
            }
            waiting.remove(at: index)
            guard errand.entry.isSendable(at: now), !held.holdUp(errand.subject) else {
                hold(place)
                continue
            }
            underWay[place] = errand.subject
            return place
        }
        return nil
    }

    /// The entry's sending has ended. With `isHeld` it will be tried again, and what must keep its
    /// order with it waits as well.
    mutating func finish(_ place: Int, isHeld: Bool) {
        underWay[place] = nil
        if isHeld { hold(place) }
    }

    private mutating func hold(_ place: Int) {
        held.insert(errands[place].subject)
        heldCount += 1
    }
}

extension OutboxEntry {
    fileprivate func isSendable(at now: Timestamp) -> Bool {
        state == .pending && notBefore.map { $0 <= now } ?? true
    }
}
