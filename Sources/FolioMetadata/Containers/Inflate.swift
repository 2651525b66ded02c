/// Unpacks what was packed by deflate (RFC 1951), never to more than a limit.
///
/// The texts of a picture are short, so it is written to be safe and plain, not fast.
struct Inflate {
    private let bytes: [UInt8]
    private let limit: Int
    private var position: Int
    private var bits = 0
    private var bitCount = 0
    private var output: [UInt8] = []

    /// Unpacks a stream with a zlib header (RFC 1950).
    static func zlib(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard let header = bytes.big(0, 2), header % 31 == 0, header >> 8 & 15 == 8,
            header & 32 == 0
        else { return nil }
        return unpack(bytes, from: 2, limit: limit)
    }

    /// Unpacks a stream with the short gzip header (RFC 1952), as pictures hide it.
    static func gzip(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard bytes.starts(with: [0x1F, 0x8B, 8, 0]) else { return nil }
        return unpack(bytes, from: 10, limit: limit)
    }

    private static func unpack(_ bytes: [UInt8], from start: Int, limit: Int) -> [UInt8]? {
        var stream = Inflate(bytes: bytes, limit: limit, position: start)
        return stream.run() ? stream.output : nil
    }

    private init(bytes: [UInt8], limit: Int, position: Int) {
        self.bytes = bytes
        self.limit = limit
        self.position = position
    }

    private mutating func run() -> Bool {
        while let last = take(1), let type = take(2) {
            let isRead =
                switch type {
                case 0: stored()
                case 1: coded(HuffmanCode.fixedLengths, HuffmanCode.fixedDistances)
                case 2: dynamic()
                default: false
                }
            guard isRead else { return false }
            if last == 1 { return true }
        }
        return false
    }

    private mutating func take(_ count: Int) -> Int? {
        while bitCount < count {
            guard position < bytes.count else { return nil }
            bits |= Int(bytes[position]) << bitCount
            bitCount += 8
            position += 1
        }
        defer {
            bits >>= count
            bitCount -= count
        }
        return bits & (1 << count - 1)
    }

    private mutating func stored() -> Bool {
        (bits, bitCount) = (0, 0)
        guard let length = bytes.little(position, 2), let check = bytes.little(position + 2, 2),
            length ^ check == 0xFFFF, position + 4 + length <= bytes.count,
            output.count + length <= limit
        else { return false }
        output += bytes[(position + 4)..<(position + 4 + length)]
        position += 4 + length
        return true
    }

    private mutating func symbol(_ code: HuffmanCode) -> Int? {
        var (value, first, index) = (0, 0, 0)
        for count in code.counts.dropFirst() {
            guard let bit = take(1) else { return nil }
            value |= bit
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        return nil
    }

    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
        2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ]

    private mutating func coded(_ lengths: HuffmanCode, _ distances: HuffmanCode) -> Bool {
        while let symbol = symbol(lengths) {
            if symbol == 256 { return true }
            guard output.count < limit else { return false }
            if symbol < 256 {
                output.append(UInt8(symbol))
            } else if !copy(symbol - 257, distances) {
                return false
            }
        }
        return false
    }

    private mutating func copy(_ index: Int, _ distances: HuffmanCode) -> Bool {
        let extraLength = index < 8 || index == 28 ? 0 : (index - 4) / 4
        guard index < Self.lengthBases.count, let more = take(extraLength),
            let place = symbol(distances), place < Self.distanceBases.count,
            let further = take(place < 4 ? 0 : (place - 2) / 2)
        else { return false }
        let length = Self.lengthBases[index] + more
        let distance = Self.distanceBases[place] + further
        guard distance <= output.count, output.count + length <= limit else { return false }
        for _ in 0..<length { output.append(output[output.count - distance]) }
        return true
    }

    private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    private mutating func dynamic() -> Bool {
        guard let literals = take(5), let distances = take(5), let count = take(4) else {
            return false
        }
        var sizes = Array(repeating: 0, count: 19)
        for place in Self.order.prefix(count + 4) {
            guard let size = take(3) else { return false }
            sizes[place] = size
        }
        guard let code = HuffmanCode(sizes),
            let all = codeSizes(code, count: literals + distances + 258),
            let first = HuffmanCode(Array(all.prefix(literals + 257))),
            let second = HuffmanCode(Array(all.dropFirst(literals + 257)))
        else { return false }
        return coded(first, second)
    }

    private mutating func codeSizes(_ code: HuffmanCode, count: Int) -> [Int]? {
        var sizes: [Int] = []
        while sizes.count < count {
            guard let symbol = symbol(code) else { return nil }
            guard symbol > 15 else {
                sizes.append(symbol)
                continue
            }
            guard let more = take(symbol == 16 ? 2 : symbol == 17 ? 3 : 7) else { return nil }
            guard symbol != 16 || !sizes.isEmpty else { return nil }
            let size = symbol == 16 ? sizes[sizes.count - 1] : 0
            sizes += Array(repeating: size, count: more + (symbol == 18 ? 11 : 3))
        }
        return sizes.count == count ? sizes : nil
    }
}

/// A code of deflate: how many symbols have each length, and the symbols in their order.
struct HuffmanCode {
    let counts: [Int]
    let symbols: [Int]

    static let fixedLengths = HuffmanCode(
        counting: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = HuffmanCode(counting: Array(repeating: 5, count: 30))

    /// `nil` where more codes are given than there are.
    init?(_ sizes: [Int]) {
        self.init(counting: sizes)
        var free = 1
        for count in counts.dropFirst() {
            free = free << 1 - count
            if free < 0 { return nil }
        }
    }

    private init(counting sizes: [Int]) {
        counts = sizes.reduce(into: Array(repeating: 0, count: 16)) { counts, size in
            if size > 0 { counts[size] += 1 }
        }
        symbols = (1...15).flatMap { size in sizes.indices.filter { sizes[$0] == size } }
    }
}
