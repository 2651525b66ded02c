/// Reads numbers of ASCII digits and the signs between them, from left to right.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Whether `sign` is next; if so it is passed over.
    mutating func skip(_ sign: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == sign.value else { return false }
        rest.removeFirst()
        return true
    }

    /// All digits that are next, or `nil` if they are fewer or more than `digits`.
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        let run = digitRun()
        guard digits.contains(run.count) else { return nil }
        return run.reduce(0) { $0 * 10 + $1 }
    }

    /// The digits after a decimal point, cut to three; `nil` if there is none or over nine.
    mutating func thousandths() -> Int? {
        let run = digitRun()
        guard (1...9).contains(run.count) else { return nil }
        return (run + [0, 0]).prefix(3).reduce(0) { $0 * 10 + $1 }
    }

    private mutating func digitRun() -> [Int] {
        let zero = UInt8(ascii: "0")
        let run = rest.prefix { $0 >= zero && $0 <= UInt8(ascii: "9") }
        let digits = run.map { Int($0 - zero) }
        rest = rest[run.endIndex...]
        return digits
    }
}
