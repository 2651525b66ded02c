import Foundation

/// A `multipart/form-data` body.
enum Multipart {
    struct Part {
        let name: String?
        let contentType: String?
        let bytes: Data
    }

    /// The parts of `body`, or `nil` where the type has no boundary or the body is cut.
    static func parts(of body: Data, contentType: String) -> [Part]? {
        guard let boundary = parameter("boundary", of: contentType) else { return nil }
        let delimiter = Data("--\(boundary)".utf8)
        var parts: [Part] = []
        guard var found = body.range(of: delimiter) else { return nil }
        while !body[found.upperBound...].starts(with: Data("--".utf8)) {
            let start = found.upperBound
            guard
                let next = body.range(of: Data("\r\n".utf8) + delimiter, in: start..<body.endIndex),
                let part = part(body[start..<next.lowerBound])
            else { return nil }
            parts.append(part)
            found = next
        }
        return parts
    }

    private static func part(_ section: Data) -> Part? {
        guard let blank = section.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        var headers: [String: String] = [:]
        let head = String(decoding: section[..<blank.lowerBound], as: UTF8.self)
        for line in head.split(whereSeparator: \.isNewline) {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces)
        }
        return Part(
            name: parameter("name", of: headers["content-disposition"] ?? ""),
            contentType: headers["content-type"], bytes: Data(section[blank.upperBound...]))
    }

    /// `value` of `…; name=value` or `…; name="value"`.
    private static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let pair = piece.trimmingCharacters(in: .whitespaces).split(
                separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0].lowercased() == name {
                return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            }
        }
        return nil
    }
}
