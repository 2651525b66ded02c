/// Comma-separated values that no spreadsheet takes for a formula.
package enum CSVText {
    /// One line without its end. `nil` is an empty field.
    package static func line(_ fields: [String?]) -> String {
        fields.map { $0.map(field) ?? "" }.joined(separator: ",")
    }

    /// A field that a spreadsheet would run is marked as text by a leading apostrophe.
    static func field(_ text: String) -> String {
        let isNumber = Int(text) != nil
        let isFormula = text.unicodeScalars.first.map("=+-@\t\r".unicodeScalars.contains) ?? false
        let harmless = SafeText.lines(isFormula && !isNumber ? "'" + text : text)
        guard harmless.contains(where: { "\",\n\r'".contains($0) || $0.isNewline }) else {
            return harmless
        }
        return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
    }
}
