/// Reads an XMP packet: `dc:description`, `dc:subject`, and IPTC's kind of source.
///
/// It looks for the elements alone and expands no entities but the five of XML, so that no packet
/// can make it work without end.
struct XMPReader: MetadataReader {
    let name = "XMP"

    func read(_ contents: FileContents) -> GenerationFacts? {
        guard let packet = contents.xmp else { return nil }
        var facts = GenerationFacts()
        facts.prompt = Self.items(of: "dc:description", in: packet).first
        facts.tags = Self.items(of: "dc:subject", in: packet)
        facts.isMarkedAsAI = C2PAReader.marks.contains { packet.contains($0) }
        return facts
    }

    /// The list items of the first element of this name, or its own text.
    static func items(of name: String, in packet: String) -> [String] {
        guard let body = bodies(of: name, in: packet[...], limit: 1).first else { return [] }
        let items = bodies(of: "rdf:li", in: body, limit: MetadataLimits.texts)
        let texts = items.isEmpty && !body.contains("<") ? [body] : items
        return texts.map { unescaped($0).trimmed }.filter { !$0.isEmpty }
    }

    private static func bodies(
        of name: String, in text: Substring, limit: Int
    ) -> [Substring] {
        var (bodies, rest): ([Substring], Substring) = ([], text)
        while bodies.count < limit, let open = rest.firstRange(of: "<" + name) {
            let after = rest[open.upperBound...]
            guard let end = after.firstIndex(of: ">") else { break }
            rest = after[after.index(after: end)...]
            guard let first = after.first, " \t\r\n>".contains(first), after[..<end].last != "/"
            else { continue }
            guard let close = rest.firstRange(of: "</" + name) else { break }
            bodies.append(rest[..<close.lowerBound])
            rest = rest[close.upperBound...]
        }
        return bodies
    }

    private static func unescaped(_ text: Substring) -> String {
        let named: [Substring: Character] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
        ]
        var (output, rest) = ("", text)
        while let mark = rest.firstIndex(of: "&") {
            output += rest[..<mark]
            let after = rest[rest.index(after: mark)...]
            guard let end = after.prefix(10).firstIndex(of: ";"),
                let character = named[after[..<end]] ?? numbered(after[..<end])
            else {
                output.append("&")
                rest = after
                continue
            }
            output.append(character)
            rest = after[after.index(after: end)...]
        }
        return output + rest
    }

    private static func numbered(_ name: Substring) -> Character? {
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { Unicode.Scalar($0) }.map { Character($0) }
    }
}
