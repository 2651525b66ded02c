/// Width to height of an image, as the remote spells it.
package struct AspectRatio: Hashable, Sendable {
    /// Such as `16:9`.
    package let text: String
    package let width: Int
    package let height: Int

    /// The seven that the remote accepts (`remote-api.md` §6.1), its default first.
    package static let all = ["1:1", "16:9", "9:16", "4:3", "3:4", "4:5", "5:4"]
        .compactMap(AspectRatio.init(parsing:))

    /// One of ``all``, or `nil`.
    package static func named(_ text: String) -> AspectRatio? {
        all.first { $0.text == text }
    }

    private init?(parsing text: String) {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
        self.text = text
        width = parts[0]
        height = parts[1]
    }

    /// Whether an image of this size can be of this ratio.
    ///
    /// Allows 3 %, since models round to multiples of 8 to 64 pixels.
    package func fits(width: Int, height: Int) -> Bool {
        guard width > 0, height > 0 else { return false }
        let (left, right) = (width * self.height, height * self.width)
        return abs(left - right) * 100 <= 3 * max(left, right)
    }
}
