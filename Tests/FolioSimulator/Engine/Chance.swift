import FolioTestSupport

/// The only source of chance of a simulation: the same draws for the same seed.
package struct Chance: Sendable {
    private var generator: SeededGenerator

    package init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    package mutating func next() -> UInt64 { generator.next() }

    /// 0 to `count` - 1.
    package mutating func below(_ count: Int) -> Int {
        count > 1 ? Int(next() % UInt64(count)) : 0
    }

    package mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True in `share` of all draws, from 0 to 1.
    package mutating func hits(_ share: Double) -> Bool {
        Double(next() >> 11) * 0x1p-53 < share
    }

    package mutating func pick<Value>(_ values: some Collection<Value>) -> Value? {
        guard !values.isEmpty else { return nil }
        return values[values.index(values.startIndex, offsetBy: below(values.count))]
    }

    /// One of `values`, each as likely as its weight says.
    package mutating func pick<Value>(weighted values: [(value: Value, weight: Int)]) -> Value? {
        var rest = below(max(1, values.reduce(0) { $0 + $1.weight }))
        for (value, weight) in values {
            if rest < weight { return value }
            rest -= weight
        }
        return values.last?.value
    }

    /// Ids as the remote makes them.
    package mutating func uuid() -> String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for length in [8, 4, 4, 4, 12] {
            if !text.isEmpty { text += "-" }
            for _ in 0..<length { text.append(digits[below(16)]) }
        }
        return text
    }
}

/// A running hash of everything that happens, in order (FNV-1a, 64 bits).
package struct TraceHash: Hashable, Sendable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        value = (value ^ 0xFF) &* 0x100_0000_01B3
    }
}
