/// The records of comma-separated text, as spreadsheets write it (RFC 4180).
///
/// The first line names the columns and shows the separator: a comma, a semicolon or a tab. A
/// quoted field may hold separators, line ends and doubled quotes. Empty lines are no records.
package struct CSVRecords {
    package struct Record: Hashable, Sendable {
        /// Line of the file at which it begins, from 1.
        package let line: Int
        /// Values by column, empty ones left out.
        package let values: [String: String]
    }

    /// In their order, in lower case.
    package let columns: [String]
    package let records: [Record]

    /// - Throws: ``CSVError``.
    package init(_ text: String) throws(CSVError) {
        var text = text[...]
        if text.unicodeScalars.first == "\u{FEFF}" { text = text.dropFirst() }
        var reader = Reader(text.unicodeScalars)
        guard let (_, names) = try reader.next() else { throw .empty }
        columns = names.map { $0.trimmed.lowercased() }
        if let twice = Dictionary(grouping: columns, by: \.self).first(where: { $1.count > 1 }) {
            throw .columnTwice(twice.key)
        }
        var records: [Record] = []
        while let (line, fields) = try reader.next() {
            guard fields.count == columns.count else {
                throw .fieldCount(line: line, found: fields.count, expected: columns.count)
            }
            let pairs = zip(columns, fields).filter { !$0.1.trimmed.isEmpty }
            records.append(Record(line: line, values: Dictionary(uniqueKeysWithValues: pairs)))
        }
        self.records = records
    }
}

/// What is wrong with comma-separated text.
package enum CSVError: Error, Equatable {
    case empty
    case columnTwice(String)
    case fieldCount(line: Int, found: Int, expected: Int)
    /// A quoted field that begins on this line has no end.
    case unclosedQuote(line: Int)
    /// Text behind a closing quote.
    case textBehindQuote(line: Int)

    /// Line of the file, from 1.
    package var line: Int {
        switch self {
        case .empty, .columnTwice: 1
        case .fieldCount(let line, _, _), .unclosedQuote(let line), .textBehindQuote(let line): line
        }
    }

    /// What is wrong, without the line.
    package var reason: String {
        switch self {
        case .empty: "there is no line of column names"
        case .columnTwice(let name): "the column “\(name)” is there twice"
        case .fieldCount(_, let found, let expected):
            "\(found) fields where the first line names \(expected) columns"
        case .unclosedQuote: "a quote is never closed"
        case .textBehindQuote: "text follows a closing quote; write a quote inside a field twice"
        }
    }
}

extension CSVRecords {
    private struct Reader {
        private let scalars: Substring.UnicodeScalarView
        private var place: Substring.UnicodeScalarView.Index
        private var line = 1
        private let separator: Unicode.Scalar

        init(_ scalars: Substring.UnicodeScalarView) {
            self.scalars = scalars
            place = scalars.startIndex
            let first = scalars.prefix { $0 != "\n" && $0 != "\r" }
            separator = [",", ";", "\t"].first { first.contains($0) } ?? ","
        }

        /// The next record that is not an empty line, and where it begins.
        mutating func next() throws(CSVError) -> (line: Int, fields: [String])? {
            while place < scalars.endIndex {
                let start = line
                let fields = try record()
                if fields != [""] { return (start, fields) }
            }
            return nil
        }

        private mutating func record() throws(CSVError) -> [String] {
            var fields: [String] = []
            while true {
                fields.append(try field())
                guard place < scalars.endIndex else { return fields }
                let end = take()
                if end == separator { continue }
                if end == "\r", place < scalars.endIndex, scalars[place] == "\n" { _ = take() }
                line += 1
                return fields
            }
        }

        /// Up to a separator, a line's end or the end, which stays.
        private mutating func field() throws(CSVError) -> String {
            guard place < scalars.endIndex, scalars[place] == "\"" else {
                let start = place
                while place < scalars.endIndex, !isEnd(scalars[place]) { _ = take() }
                return String(scalars[start..<place])
            }
            let start = line
            _ = take()
            var text = String.UnicodeScalarView()
            while place < scalars.endIndex {
                let scalar = take()
                if scalar == "\n" { line += 1 }
                guard scalar == "\"" else {
                    text.append(scalar)
                    continue
                }
                if place < scalars.endIndex, scalars[place] == "\"" {
                    text.append(take())
                } else {
                    guard place == scalars.endIndex || isEnd(scalars[place]) else {
                        throw .textBehindQuote(line: line)
                    }
                    return String(text)
                }
            }
            throw .unclosedQuote(line: start)
        }

        private func isEnd(_ scalar: Unicode.Scalar) -> Bool {
            scalar == separator || scalar == "\n" || scalar == "\r"
        }

        private mutating func take() -> Unicode.Scalar {
            defer { place = scalars.index(after: place) }
            return scalars[place]
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    package var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
