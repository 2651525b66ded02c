import Foundation

/// What came back over a socket, whole or not.
struct HTTPReply: Sendable {
    let raw: Data
    let status: Int
    let headers: [String: String]
    let body: Data
    /// Whether the head and as many bytes as it promised are there.
    let isComplete: Bool

    init(raw: Data, isHead: Bool) {
        self.raw = raw
        guard let blank = raw.range(of: Data("\r\n\r\n".utf8)) else {
            (status, headers, body, isComplete) = (0, [:], Data(), false)
            return
        }
        let lines = String(decoding: raw[..<blank.lowerBound], as: UTF8.self)
            .components(separatedBy: "\r\n")
        status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            if pair.count == 2 {
                headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces)
            }
        }
        self.headers = headers
        body = Data(raw[blank.upperBound...])
        isComplete = isHead || headers["content-length"].flatMap { Int($0) } == body.count
    }

    /// The value at a path such as `data.media.0.id`; `nil` where there is none.
    private func value(_ path: String) -> Any? {
        // A body that is no JSON has no values.
        guard var value = try? JSONSerialization.jsonObject(with: body) else { return nil }
        for part in path.split(separator: ".") {
            if let array = value as? [Any], let index = Int(part), array.indices.contains(index) {
                value = array[index]
            } else if let next = (value as? [String: Any])?[String(part)] {
                value = next
            } else {
                return nil
            }
        }
        return value
    }

    func text(_ path: String) -> String? { value(path) as? String }
    func int(_ path: String) -> Int? { value(path) as? Int }
    func double(_ path: String) -> Double? { value(path) as? Double }
    func bool(_ path: String) -> Bool? { value(path) as? Bool }
    func count(_ path: String) -> Int? { (value(path) as? [Any])?.count }
    func texts(_ path: String) -> [String]? { value(path) as? [String] }
    func ints(_ path: String) -> [Int]? { value(path) as? [Int] }
    func keys(_ path: String) -> Set<String> {
        Set((value(path) as? [String: Any])?.keys.map { $0 } ?? [])
    }
    func has(_ path: String) -> Bool { value(path) != nil }
    func isNull(_ path: String) -> Bool { value(path) is NSNull }

    /// The values at `path` in every element of the list at `list`.
    func texts(_ list: String, each path: String) -> [String] {
        (0..<(count(list) ?? 0)).compactMap { text("\(list).\($0).\(path)") }
    }

    /// Whether this is a refusal in the envelope, with that status and code.
    func isRefusal(_ status: Int, _ code: String) -> Bool {
        self.status == status && text("error.code") == code && isNull("data")
            && text("error.message")?.isEmpty == false && bool("error.retryable") != nil
            && text("meta.request_id")?.count == 8
    }
}
