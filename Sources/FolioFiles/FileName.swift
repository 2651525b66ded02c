import Foundation

/// A file name from outside, made harmless for any file system and any terminal.
package enum FileName {
    /// Bytes of UTF-8.
    package static let limit = 200

    /// Names that some systems keep for devices.
    private static let reserved: Set<String> = {
        let numbered = (1...9).flatMap { ["com\($0)", "lpt\($0)"] }
        return Set(["con", "prn", "aux", "nul"] + numbered)
    }()

    /// The last component of `name`, composed (NFC), without control, format and separator
    /// characters, without a leading dot or dash, and not longer than ``limit``. The ending
    /// survives shortening. `nil` where nothing is left.
    package static func harmless(_ name: String) -> String? {
        let last = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
        var text = String(
            String.UnicodeScalarView(
                last.precomposedStringWithCanonicalMapping
                    .unicodeScalars.map { isHarmless($0) ? $0 : "_" }))
        text = String(text.trimmingPrefix { ".- ".contains($0) })
        while let end = text.last, ". ".contains(end) { text.removeLast() }
        guard text.contains(where: { $0 != "_" }) else { return nil }
        let stem = text.prefix { $0 != "." }
        if reserved.contains(stem.lowercased()) { text = "_" + text }
        return shortened(text)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        guard !"/\\:*?\"<>|".unicodeScalars.contains(scalar) else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            return false
        case .spaceSeparator: return scalar == " "
        default: return true
        }
    }

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > limit else { return text }
        var ending = ""
        if let dot = text.lastIndex(of: "."), text[dot...].utf8.count <= 10 {
            ending = String(text[dot...])
        }
        var stem = text.dropLast(ending.count)
        while stem.utf8.count + ending.utf8.count > limit { stem.removeLast() }
        return stem + ending
    }
}
