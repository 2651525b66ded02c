import Foundation

/// JSON as Folio prints it: sorted keys, one line, and no character that could mislead a
/// terminal.
package enum JSONText {
    /// The version of the formats in `docs/json-output.md`.
    package static let formatVersion = 1

    package static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return harmless(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Everything but strings is plain ASCII in JSON, so an escape is right wherever it lands.
    private static func harmless(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: SafeText.isUnsafe) else { return json }
        var safe = ""
        for scalar in json.unicodeScalars {
            if SafeText.isUnsafe(scalar) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
