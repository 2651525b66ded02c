import Crypto

/// Lines on their way out, in large parts, and the SHA-256 of all that were added.
struct HashedOutput {
    /// Of all lines with their ends.
    private(set) var byteCount = 0

    private static let partLength = 1 << 18
    private let sink: ([UInt8]) throws -> Void
    private var part: [UInt8] = []
    private var hash = SHA256()

    init(_ sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
    }

    /// Adds a line, which has no end yet.
    mutating func add(_ line: String) throws {
        let start = part.count
        part += line.utf8
        part.append(UInt8(ascii: "\n"))
        hash.update(data: part[start...])
        byteCount += part.count - start
        if part.count >= Self.partLength { try finish() }
    }

    /// Hands over what is left.
    mutating func finish() throws {
        if !part.isEmpty { try sink(part) }
        part.removeAll(keepingCapacity: true)
    }

    /// Of what was added so far.
    var sha256: String { hash.finalize().hexadecimal }
}
