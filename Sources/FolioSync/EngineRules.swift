/// The rules by which entries are sent and rows are kept, each with a switch.
///
/// For tests alone, as ``SafetyRules``: every engine obeys ``all`` unless it is told otherwise.
package struct EngineRules: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// A call that publishes and whose outcome is unknown is never sent again.
    package static let unknownIsNotRepeated = EngineRules(rawValue: 1 << 0)
    /// A publishing entry whose process ended while it was sent is unknown.
    package static let abandonedIsUnknown = EngineRules(rawValue: 1 << 1)
    /// Only while nobody sends may entries be judged that are being sent.
    package static let sendersLock = EngineRules(rawValue: 1 << 2)
    /// A cursor moves with the rows that it stands for, in one transaction.
    package static let cursorWithRows = EngineRules(rawValue: 1 << 3)
    /// Only where a single post fits is it taken for the one whose reply was lost.
    package static let onlyMatch = EngineRules(rawValue: 1 << 4)

    package static let all: EngineRules = [
        .unknownIsNotRepeated, .abandonedIsUnknown, .sendersLock, .cursorWithRows, .onlyMatch,
    ]

    /// Each rule with its name in Swift.
    package static let named: [(name: String, rule: EngineRules)] = [
        ("unknownIsNotRepeated", .unknownIsNotRepeated),
        ("abandonedIsUnknown", .abandonedIsUnknown), ("sendersLock", .sendersLock),
        ("cursorWithRows", .cursorWithRows), ("onlyMatch", .onlyMatch),
    ]
}
