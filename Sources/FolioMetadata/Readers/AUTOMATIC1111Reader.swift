/// Reads the `parameters` text that AUTOMATIC1111's web UI and its many relatives write: the
/// prompt, then a line `Negative prompt: …`, then a line `Steps: …, Sampler: …, Seed: …`.
struct AUTOMATIC1111Reader: MetadataReader {
    let name = "AUTOMATIC1111"

    func read(_ contents: FileContents) -> GenerationFacts? {
        let keys = ["parameters", "exif:UserComment", "comment", "exif:ImageDescription"]
        return keys.lazy.compactMap { contents.text($0) }.compactMap(Self.facts).first
    }

    /// `nil` for text that is nothing of the kind.
    static func facts(of text: String) -> GenerationFacts? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.trimmed.isEmpty == true { lines.removeLast() }
        guard let start = lines.lastIndex(where: { $0.trimmed.hasPrefix("Steps: ") }) else {
            return nil
        }
        let settings = Self.settings(lines[start...].joined(separator: ", "))
        let words = lines[..<start]
        let negative = words.firstIndex { $0.hasPrefix("Negative prompt:") } ?? words.endIndex
        var facts = GenerationFacts()
        facts.prompt = words[..<negative].joined(separator: "\n")
        facts.negativePrompt = String(
            words[negative...].joined(separator: "\n").trimmingPrefix("Negative prompt:"))
        facts.model = settings["Model"]
        facts.seed = settings["Seed"]
        facts.steps = settings["Steps"].flatMap { Int($0) }
        facts.sampler = settings["Sampler"]
        let size = settings["Size"]?.split(separator: "x").map { Int($0) } ?? []
        if size.count == 2 { (facts.width, facts.height) = (size[0], size[1]) }
        return facts
    }

    /// `Name: value` apart by commas; a value in quotation marks may contain commas. The first of
    /// two with one name counts.
    private static func settings(_ line: String) -> [String: String] {
        var settings: [String: String] = [:]
        var (part, isQuoted, isEscaped) = ("", false, false)
        for character in line + "," {
            if character == ",", !isQuoted {
                if let colon = part.firstIndex(of: ":") {
                    let value = part[part.index(after: colon)...].trimmed
                    let key = part[..<colon].trimmed
                    if settings[key] == nil { settings[key] = unquoted(value) }
                }
                part = ""
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isEscaped
            part.append(character)
        }
        return settings
    }

    private static func unquoted(_ value: String) -> String {
        JSONNode(value)?.text ?? value
    }
}
