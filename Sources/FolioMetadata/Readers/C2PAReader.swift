/// Looks into C2PA's boxes for the mark that a machine made the picture. What is signed is not
/// checked: the mark is a statement of the file, no proof.
struct C2PAReader: MetadataReader {
    let name = "C2PA"

    /// Words of IPTC's `digitalsourcetype` that speak of a trained model.
    static let marks = ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"]

    func read(_ contents: FileContents) -> GenerationFacts? {
        guard !contents.provenance.isEmpty else { return nil }
        var facts = GenerationFacts()
        var left = MetadataLimits.parts
        facts.isMarkedAsAI = Self.isMarked(contents.provenance[...], depth: 0, &left)
        return facts
    }

    /// Goes through boxes (ISO/IEC 19566-5) and into those that hold others.
    private static func isMarked(
        _ bytes: ArraySlice<UInt8>, depth: Int, _ left: inout Int
    ) -> Bool {
        guard depth < MetadataLimits.depth else { return false }
        var rest = bytes
        while rest.count >= 8, left > 0 {
            left -= 1
            let head = Array(rest.prefix(16))
            var (length, start) = (head.big(0, 4) ?? 0, 8)
            if length == 1, head.count == 16, head[8] == 0 {
                (length, start) = (head.big(8, 8) ?? 0, 16)
            }
            if length == 0 { length = rest.count }
            guard length >= start, length <= rest.count else { return false }
            let body = rest.prefix(length).dropFirst(start)
            let type = head.part(4, 8).text
            let isFound =
                type == "jumb"
                ? isMarked(body, depth: depth + 1, &left)
                : ["cbor", "json"].contains(type) && holdsMark(body)
            if isFound { return true }
            rest = rest.dropFirst(length)
        }
        return false
    }

    private static func holdsMark(_ body: ArraySlice<UInt8>) -> Bool {
        marks.contains { body.firstRange(of: Array($0.utf8)) != nil }
    }
}
