/// Numbers at places in bytes from outside; `nil` where the bytes do not reach.
struct ByteReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func byte(at position: Int) -> UInt8? {
        bytes.indices.contains(position) ? bytes[position] : nil
    }

    func has(_ expected: [UInt8], at position: Int) -> Bool {
        position + expected.count <= bytes.count
            && bytes[position..<(position + expected.count)].elementsEqual(expected)
    }

    func has(_ expected: String, at position: Int) -> Bool {
        has(Array(expected.utf8), at: position)
    }

    func big16(at position: Int) -> Int? { number(position..<(position + 2)) }
    func big32(at position: Int) -> Int? { number(position..<(position + 4)) }
    func little16(at position: Int) -> Int? { number((position..<(position + 2)).reversed()) }
    func little24(at position: Int) -> Int? { number((position..<(position + 3)).reversed()) }
    func little32(at position: Int) -> Int? { number((position..<(position + 4)).reversed()) }

    /// Four characters of ASCII; `nil` for anything else.
    func text(at position: Int) -> String? {
        let bytes = (position..<(position + 4)).compactMap(byte(at:))
        guard bytes.count == 4, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes at `positions`, the most significant first.
    private func number(_ positions: some Sequence<Int>) -> Int? {
        var number = 0
        for position in positions {
            guard let byte = byte(at: position) else { return nil }
            number = number << 8 | Int(byte)
        }
        return number
    }
}
