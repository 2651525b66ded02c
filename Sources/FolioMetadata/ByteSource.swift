/// Bytes of a file, read where they are wanted.
package protocol ByteSource {
    var byteCount: Int { get }
    /// At most `count` bytes from `position` on; fewer where the file ends.
    func bytes(at position: Int, count: Int) -> [UInt8]
}

extension [UInt8]: ByteSource {
    package var byteCount: Int { count }

    package func bytes(at position: Int, count: Int) -> [UInt8] {
        guard position >= 0, position < self.count, count > 0 else { return [] }
        return Array(self[position..<(position + Swift.min(count, self.count - position))])
    }
}

extension [UInt8] {
    /// The number of `width` bytes at `position`, the most significant first.
    func big(_ position: Int, _ width: Int) -> Int? {
        number(position, width) { self[position + $0] }
    }

    /// The number of `width` bytes at `position`, the least significant first.
    func little(_ position: Int, _ width: Int) -> Int? {
        number(position, width) { self[position + width - 1 - $0] }
    }

    private func number(_ position: Int, _ width: Int, _ byte: (Int) -> UInt8) -> Int? {
        guard position >= 0, position <= count - width else { return nil }
        return (0..<width).reduce(0) { $0 << 8 | Int(byte($1)) }
    }

    /// The part from `start` to `end`, as far as it is there.
    func part(_ start: Int, _ end: Int) -> [UInt8] {
        let low = Swift.min(Swift.max(start, 0), count)
        return Array(self[low..<Swift.min(Swift.max(end, low), count)])
    }

    /// As UTF-8 where it is that, otherwise as Latin-1: programs write either.
    var text: String {
        if let text = String(validating: self, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(map { Unicode.Scalar($0) }))
    }
}
