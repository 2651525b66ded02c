/// The rules of paid calls and their recovery, each with a switch.
///
/// For tests alone: every generator obeys ``all`` unless it is told otherwise. A proof leaves one
/// out and expects that something goes wrong.
package struct PaidRules: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The journal row is durable before the request leaves.
    package static let journalFirst = PaidRules(rawValue: 1 << 0)
    /// One journal row is one request, whatever becomes of it.
    package static let sentOnce = PaidRules(rawValue: 1 << 1)
    /// A call of unknown outcome is not tried again with another row.
    package static let unknownIsNotRepeated = PaidRules(rawValue: 1 << 2)
    /// Only a refusal that proves it says that a call did not run.
    package static let refusalIsProved = PaidRules(rawValue: 1 << 3)
    /// A call is made only where the balance fell by its price.
    package static let balanceFell = PaidRules(rawValue: 1 << 4)
    /// A call is made only where a single item can be the one.
    package static let onlyCandidate = PaidRules(rawValue: 1 << 5)
    /// A call is not made only after two quiet readings, late enough.
    package static let quietTwice = PaidRules(rawValue: 1 << 6)
    /// A balance of another period proves nothing.
    package static let samePeriod = PaidRules(rawValue: 1 << 7)
    /// A call is made only where the item appeared in the call's own time, not seconds beside it.
    package static let withinCall = PaidRules(rawValue: 1 << 8)
    /// An item is claimed only after the list was read once more, and shows no other.
    package static let secondLook = PaidRules(rawValue: 1 << 9)

    package static let all: PaidRules = [
        .journalFirst, .sentOnce, .unknownIsNotRepeated, .refusalIsProved, .balanceFell,
        .onlyCandidate, .quietTwice, .samePeriod, .withinCall,
        .secondLook,
    ]

    /// Each rule with its name in Swift.
    package static let named: [(name: String, rule: PaidRules)] = [
        ("journalFirst", .journalFirst), ("sentOnce", .sentOnce),
        ("unknownIsNotRepeated", .unknownIsNotRepeated), ("refusalIsProved", .refusalIsProved),
        ("balanceFell", .balanceFell), ("onlyCandidate", .onlyCandidate),
        ("quietTwice", .quietTwice), ("samePeriod", .samePeriod),
        ("withinCall", .withinCall), ("secondLook", .secondLook),
    ]
}
