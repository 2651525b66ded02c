import FolioModel
import FolioRemote
import FolioStore

extension EntrySender {
    /// Writes down how sending ended.
    func settle(_ entry: OutboxEntry, _ outcome: SendOutcome, _ setting: Setting) throws {
        switch (outcome, setting) {
        case (.done, _):
            try library.settle(entry.id, as: .done, now: now())
        case (.unknown(let error), _):
            try library.settleUnknown(
                entry.id, post: entry.action.postID, reason: error.message, now: now())
        case (.waits(let reason), .attended(let before, mayQueue: false)):
            try takeBack(entry, restoring: before, reason)
        case (.waits(let reason), _):
            try library.putBack(entry.id, reason: reason, notBefore: nil, countsAsTry: false)
        case (.refused(.changedThere(let conflicts)), _):
            // What a person wrote is kept, whoever waits.
            let reason = SendRefusal.changedThere(conflicts).message
            try library.keep(conflicts, of: entry.id, reason: reason, now: now())
        case (.refused(let refusal), .attended(let before, _)):
            try takeBack(entry, restoring: before, refusal.message)
        case (.refused(let refusal), .background):
            try library.settle(entry.id, as: .parked, error: refusal.message, now: now())
        case (.failed(let error), .attended(let before, let mayQueue))
        where !mayQueue || error.kind == .notAllowed:
            try takeBack(entry, restoring: before, error.message)
        case (.failed(let error), _):
            try putBack(entry, error)
        }
    }

    /// An entry whose own failures go on is parked, so that it is shown.
    private func putBack(_ entry: OutboxEntry, _ error: RemoteError) throws {
        guard !error.stopsSync else {
            return try library.putBack(
                entry.id, reason: error.message, notBefore: error.wait.map { now() + $0 },
                countsAsTry: false)
        }
        guard entry.attempts < Patience.tries else {
            return try library.settle(
                entry.id, as: .parked, error: "tried \(entry.attempts) times: \(error.message)",
                now: now())
        }
        try library.putBack(
            entry.id, reason: error.message,
            notBefore: now() + Patience.wait(afterTries: entry.attempts), countsAsTry: true)
    }

    /// Nothing stays of what a person asked for and was told that it did not happen.
    ///
    /// Returns `false`, and changes nothing, where the entry is no longer in the state that it has
    /// in `entry`.
    @discardableResult
    func takeBack(_ entry: OutboxEntry, restoring before: Post?, _ reason: String) throws -> Bool {
        guard
            try library.takeBack(
                entry.id, from: entry.state, restoring: before, error: reason, now: now())
        else { return false }
        if case .createPost(let post, _, _) = entry.action { try library.discard(post) }
        return true
    }
}
