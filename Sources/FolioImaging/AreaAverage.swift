import CPNG

/// Sums up the rows of an image, in any order, into the pixels of a smaller one.
///
/// All numbers are whole: a pixel counts by the area that it shares with a target pixel, where
/// it is `targetWidth` by `targetHeight` units large and the target pixel `width` by `height`.
struct AreaAverage {
    private let width: Int
    private let height: Int
    private let targetWidth: Int
    private let targetHeight: Int
    /// Of one row: 4 numbers a target column.
    private var rowSums: [UInt32]
    /// Of all rows so far: 4 numbers a target pixel.
    private var totals: [UInt64]

    /// No side of the target is larger than the original's, and none above 32,768.
    init(width: Int, height: Int, targetWidth: Int, targetHeight: Int) {
        self.width = width
        self.height = height
        self.targetWidth = targetWidth
        self.targetHeight = targetHeight
        rowSums = Array(repeating: 0, count: targetWidth * 4)
        totals = Array(repeating: 0, count: targetWidth * targetHeight * 4)
    }

    /// Adds `count` RGBA pixels of row `y` that stand at `first`, `first + step` and so on.
    mutating func add(
        _ row: UnsafePointer<UInt8>, count: UInt32, first: UInt32, step: UInt32, y: Int
    ) {
        let (width, targetWidth) = (UInt32(width), UInt32(targetWidth))
        let top = y * targetHeight
        let line = top / height
        let here = min((line + 1) * height - top, targetHeight)
        let beyond = targetHeight - here
        rowSums.withUnsafeMutableBufferPointer { sums in
            sums.update(repeating: 0)
            guard let sums = sums.baseAddress else { return }
            folio_share_row(row, count, first, step, width, targetWidth, sums)
        }
        add(weight: here, to: line)
        if beyond > 0 { add(weight: beyond, to: line + 1) }
    }

    private mutating func add(weight: Int, to line: Int) {
        let count = targetWidth * 4
        totals.withUnsafeMutableBufferPointer { totals in
            guard let start = totals.baseAddress else { return }
            folio_add_weighted(rowSums, count, UInt32(weight), start + line * count)
        }
    }

    /// The small image, once every row has been added.
    func image() -> PixelImage {
        let area = UInt64(width * height)
        var rgba: [UInt8] = []
        rgba.reserveCapacity(totals.count)
        for pixel in stride(from: 0, to: totals.count, by: 4) {
            let alpha = totals[pixel + 3]
            for channel in pixel..<(pixel + 3) {
                rgba.append(Self.rounded(totals[channel], alpha))
            }
            rgba.append(Self.rounded(alpha, area))
        }
        return PixelImage(width: targetWidth, height: targetHeight, rgba: rgba)
    }

    /// 0 where nothing was summed up: the colour of a transparent pixel.
    private static func rounded(_ sum: UInt64, _ weight: UInt64) -> UInt8 {
        weight == 0 ? 0 : UInt8((sum + weight / 2) / weight)
    }
}
