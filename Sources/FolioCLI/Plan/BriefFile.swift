import FolioModel
import Foundation

/// Briefs of a file: comma-separated values with a line of column names, or one JSON object a
/// line. Which of them it is, its first character tells.
struct BriefFile {
    /// A brief and the line at which it begins, from 1.
    struct Entry {
        let line: Int
        let brief: Result<Brief, BriefFileError>
    }

    /// A file of a thousand briefs is far smaller.
    static let byteLimit = 16 << 20

    static let columns = [
        "prompt", "model", "ratio", "count", "tags", "albums", "post_text", "post_accounts",
        "post_at",
    ]

    let entries: [Entry]

    /// - Throws: ``BriefFileError`` where the file as a whole cannot be read.
    init(_ text: String) throws(BriefFileError) {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
        entries = first == "{" ? Self.jsonLines(text) : try Self.csv(text)
    }

    private static func jsonLines(_ text: String) -> [Entry] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .compactMap { index, line in
                guard !line.allSatisfy({ $0.isWhitespace || $0 == "\u{FEFF}" }) else { return nil }
                return Entry(
                    line: index + 1,
                    brief: Result { () throws(BriefFileError) in
                        try brief(json: line)
                    })
            }
    }

    private static func brief(json line: Substring) throws(BriefFileError) -> Brief {
        // Why a line is no JSON is said in words of ours.
        let parsed = try? JSONSerialization.jsonObject(with: Data(line.utf8))
        guard let object = parsed as? [String: Any] else { throw .notAnObject }
        var values: [String: String] = [:]
        for (key, value) in object where !(value is NSNull) {
            switch value {
            case let text as String: values[key] = text
            case let list as [Any]: values[key] = list.map { "\($0)" }.joined(separator: ",")
            case let number as NSNumber: values[key] = number.stringValue
            default: throw .badValue(column: key, value: "\(value)")
            }
        }
        return try brief(values)
    }

    private static func csv(_ text: String) throws(BriefFileError) -> [Entry] {
        let csv: CSVRecords
        do {
            csv = try CSVRecords(text)
        } catch {
            throw .csv(error)
        }
        try checkNames(csv.columns)
        guard csv.columns.contains("prompt") else { throw .noPromptColumn }
        return csv.records.map { record in
            Entry(
                line: record.line,
                brief: Result { () throws(BriefFileError) in
                    try brief(record.values)
                })
        }
    }

    private static func checkNames(_ names: some Sequence<String>) throws(BriefFileError) {
        if let stray = names.first(where: { !columns.contains($0) }) {
            throw .unknownColumn(stray, nearest: nearest(to: stray, among: columns))
        }
    }

    private static func brief(_ values: [String: String]) throws(BriefFileError) -> Brief {
        try checkNames(values.keys.sorted())
        guard let prompt = values["prompt"] else { throw .noPrompt }
        var brief = Brief(prompt: prompt)
        brief.model = values["model"]?.trimmed
        brief.ratio = values["ratio"]?.trimmed
        brief.tags = list(values["tags"]) { $0 == "," || $0.isWhitespace }
        brief.albums = list(values["albums"]) { $0 == "," }
        brief.postText = values["post_text"]
        brief.postTime = values["post_at"]?.trimmed
        brief.postAccounts = try numbers("post_accounts", values)
        if let text = values["count"]?.trimmed {
            guard let count = Int(text) else { throw .badValue(column: "count", value: text) }
            brief.count = count
        }
        return brief
    }

    private static func list(_ text: String?, _ isEnd: (Character) -> Bool) -> [String] {
        (text ?? "").split(whereSeparator: isEnd).map(\.trimmed).filter { !$0.isEmpty }
    }

    private static func numbers(
        _ column: String, _ values: [String: String]
    ) throws(BriefFileError) -> [Int] {
        var numbers: [Int] = []
        for text in list(values[column], { $0 == "," || $0 == ";" || $0.isWhitespace }) {
            guard let number = Int(text) else { throw .badValue(column: column, value: text) }
            numbers.append(number)
        }
        return numbers
    }
}

/// What is wrong with a file of briefs, or with one of its lines.
enum BriefFileError: Error, Equatable {
    case csv(CSVError)
    case noPromptColumn
    case unknownColumn(String, nearest: String?)
    case noPrompt
    case notAnObject
    case badValue(column: String, value: String)

    var message: String {
        switch self {
        case .csv(let error): error.reason
        case .noPromptColumn: "no column is called prompt"
        case .unknownColumn(let name, let nearest?):
            "there is no column “\(name)”; did you mean \(nearest)?"
        case .unknownColumn(let name, nil):
            "there is no column “\(name)”; there are: "
                + BriefFile.columns.joined(separator: ", ")
        case .noPrompt: "there is no prompt"
        case .notAnObject: "this is no JSON object"
        case .badValue(let column, let value): "“\(value)” is no value of \(column)"
        }
    }

    /// Line of the file, where the error itself knows it.
    var line: Int? {
        if case .csv(let error) = self { error.line } else { nil }
    }
}
