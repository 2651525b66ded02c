import Foundation

/// What is kept of a listed element, so that no reply can fill the library.
extension JSONValue {
    /// The text of this value as it arrived, where it is short enough to be kept.
    ///
    /// Of a longer object its fields are kept that are not long themselves, and the names of the
    /// others under `folio_left_out`: whoever reads it later still finds JSON.
    var kept: String {
        guard source.count > Bounds.keptBytes else { return raw }
        guard let fields = object else { return "null" }
        var left: [String] = []
        var parts: [String] = []
        var room = Bounds.keptBytes / 2
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            let part = "\(Self.quoted(name)):"
            if value.source.count <= Bounds.text, part.utf8.count + value.source.count <= room {
                room -= part.utf8.count + value.source.count + 1
                parts.append(part + value.raw)
            } else {
                left.append(Self.quoted(String(name.prefix(100))))
            }
        }
        let names = left.prefix(100).joined(separator: ",")
        return "{\((parts + [#""folio_left_out":[\#(names)]"#]).joined(separator: ","))}"
    }

    private static func quoted(_ text: String) -> String {
        // Text always encodes.
        let bytes = (try? JSONEncoder().encode(text)) ?? Data("\"\"".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }
}
