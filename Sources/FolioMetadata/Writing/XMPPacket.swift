/// The XMP packet of a picture that Folio exports: ISO 16684-1, IPTC Photo Metadata 2023.1.
enum XMPPacket {
    /// The element of Folio's own that holds a ``FolioRecord``.
    static let record = "folio:record"

    private static let sourceType =
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

    static func text(_ record: FolioRecord) -> String {
        let tags = record.tags.map { "<rdf:li>\(escaped($0))</rdf:li>" }.joined()
        let prompt = record.prompt.map { text in
            element(
                "dc:description",
                "<rdf:Alt><rdf:li xml:lang=\"x-default\">"
                    + escaped(text) + "</rdf:li></rdf:Alt>")
        }
        let parts = [
            prompt, tags.isEmpty ? nil : element("dc:subject", "<rdf:Bag>\(tags)</rdf:Bag>"),
            record.rating.map { element("xmp:Rating", "\($0)") },
            element("Iptc4xmpExt:DigitalSourceType", sourceType),
            element(Self.record, escaped(record.json)),
        ]
        return """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
             xmlns:xmp="http://ns.adobe.com/xap/1.0/"
             xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
             xmlns:folio="urn:folio:xmp:1#">
            \(parts.compactMap { $0 }.joined(separator: "\n"))
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """
    }

    private static func element(_ name: String, _ body: String) -> String {
        "<\(name)>\(body)</\(name)>"
    }

    /// Control characters that XML cannot hold are left out; the record has them escaped.
    private static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\r": output += "&#13;"
            case "\t", "\n": output.unicodeScalars.append(scalar)
            case "\u{FFFE}", "\u{FFFF}": continue
            default: if scalar.value >= 0x20 { output.unicodeScalars.append(scalar) }
            }
        }
        return output
    }
}
