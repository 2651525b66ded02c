/// An aspect ratio that images can have.
struct AspectRatio: Sendable {
    let name: String
    /// Pixels. 16:9 is the remote's own example; the others are plausible.
    let width: Int
    let height: Int

    static let square = AspectRatio(name: "1:1", width: 1024, height: 1024)

    static let all = [
        square,
        AspectRatio(name: "16:9", width: 1920, height: 1080),
        AspectRatio(name: "9:16", width: 1080, height: 1920),
        AspectRatio(name: "4:3", width: 1440, height: 1080),
        AspectRatio(name: "3:4", width: 1080, height: 1440),
        AspectRatio(name: "4:5", width: 1080, height: 1350),
        AspectRatio(name: "5:4", width: 1350, height: 1080),
    ]

    /// Width and height with the longer side `longSide`; its own size for `nil`.
    func size(longSide: Int?) -> (width: Int, height: Int) {
        guard let longSide else { return (width, height) }
        let longest = max(width, height)
        func scaled(_ side: Int) -> Int { max(1, (side * longSide + longest / 2) / longest) }
        return (scaled(width), scaled(height))
    }
}
