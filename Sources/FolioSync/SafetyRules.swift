/// The rules that keep a sync from concluding what is not proved, each with a switch.
///
/// For tests alone: the program has no way to leave one out, and every engine obeys ``all`` unless
/// it is told otherwise. A proof leaves one out and expects that something goes wrong.
package struct SafetyRules: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Only a 404 with the code `not_found` in a complete envelope says that an item is not there.
    package static let strictNotFound = SafetyRules(rawValue: 1 << 0)
    /// A 404 counts only between two answers about an item that is known to live.
    package static let canary = SafetyRules(rawValue: 1 << 1)
    /// The second 404 comes at least the confirmation delay after the first.
    package static let confirmationDelay = SafetyRules(rawValue: 1 << 2)
    /// The second 404 comes in another sync than the first.
    package static let secondSync = SafetyRules(rawValue: 1 << 3)
    /// Too many suspects at once stop the sync, and so does a remote that was emptied.
    package static let massGuard = SafetyRules(rawValue: 1 << 4)
    /// Another account or address stops the sync before anything is read.
    package static let identityPin = SafetyRules(rawValue: 1 << 5)
    /// A page that contradicts itself or the mirror's order proves nothing.
    package static let pageValidation = SafetyRules(rawValue: 1 << 6)
    /// Pages overlap, and a reading steps back where two of them share nothing.
    package static let overlap = SafetyRules(rawValue: 1 << 7)
    /// The newest page is read again after a search, and a listing that moved ends it.
    package static let headReread = SafetyRules(rawValue: 1 << 8)
    /// A page with an element that cannot be read proves nothing about absence.
    package static let undecodableProvesNothing = SafetyRules(rawValue: 1 << 9)

    package static let all: SafetyRules = [
        .strictNotFound, .canary, .confirmationDelay, .secondSync, .massGuard, .identityPin,
        .pageValidation, .overlap, .headReread, .undecodableProvesNothing,
    ]

    /// Each rule with its name in Swift.
    package static let named: [(name: String, rule: SafetyRules)] = [
        ("strictNotFound", .strictNotFound), ("canary", .canary),
        ("confirmationDelay", .confirmationDelay), ("secondSync", .secondSync),
        ("massGuard", .massGuard), ("identityPin", .identityPin),
        ("pageValidation", .pageValidation), ("overlap", .overlap), ("headReread", .headReread),
        ("undecodableProvesNothing", .undecodableProvesNothing),
    ]
}
