/// Text that must never be printed: a key, or a header's value that holds one.
///
/// However it is printed, interpolated, dumped or reflected, it reads `***`. Only
/// ``revealed`` gives the text.
package struct Secret: Hashable, Sendable {
    /// The text itself, for the one place that sends or stores it.
    package let revealed: String

    /// Wraps `text`.
    package init(_ text: String) {
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "***" }
    package var debugDescription: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
