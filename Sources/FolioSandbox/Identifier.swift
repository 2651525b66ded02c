import Foundation

/// Makers of the ids that the remote uses.
enum Identifier {
    static func uuid() -> String {
        UUID().uuidString.lowercased()
    }

    /// `digits` random hexadecimal digits.
    static func hex(_ digits: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("0123456789abcdef")
        return String((0..<digits).map { _ in alphabet[Int.random(in: 0..<16, using: &generator)] })
    }

    /// FNV-1a, the same on every run.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
