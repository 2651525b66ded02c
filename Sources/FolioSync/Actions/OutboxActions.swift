package import FolioModel
package import FolioStore

/// What people decide about entries of the outbox.
package struct OutboxActions: Sendable {
    let library: Library
    let now: @Sendable () -> Timestamp

    package init(library: Library, now: @escaping @Sendable () -> Timestamp) {
        self.library = library
        self.now = now
    }

    /// Entries that wait, need a decision, or whose outcome is unknown, in order.
    package func open() throws -> [OutboxEntry] {
        try library.outbox(in: [.pending, .sending, .parked, .unknown])
    }

    /// Lets the next sync try a parked entry again. Returns whether it was parked.
    package func tryAgain(_ id: OutboxEntry.ID) throws -> Bool {
        try library.unpark(id)
    }

    /// Takes an entry back by the user's word. Returns whether it was still open; one that is
    /// being sent is not.
    package func cancel(_ id: OutboxEntry.ID) throws -> Bool {
        try library.cancel(id, reason: "taken back", now: now())
    }
}
