import CPixels

/// Sums up the rows of an image, in any order, into the pixels of a smaller one.
///
/// Light is summed up, not the values of sRGB, which stand for it unevenly: half of the pixels
/// white and half of them black look like 188, not like 128. All sums are of whole numbers: a
/// pixel counts by the area that it shares with a target pixel, where it is `targetWidth` by
/// `targetHeight` units large and the target pixel `width` by `height`.
struct AreaAverage {
    private let width: Int
    private let height: Int
    private let targetWidth: Int
    private let targetHeight: Int
    private let isInOrder: Bool
    private let profile: ColorProfile
    /// 4 numbers a target pixel: red, green and blue light by opacity, opacity. Of rows in order
    /// there are the line that is being summed up and the one below it, otherwise all.
    private var totals: [UInt64]
    /// Of the small image, as far as it is known.
    private var rgba: [UInt8] = []

    /// No side of the target is larger than the original's, and none above 32,768. `isInOrder`
    /// says that rows will come from the top to the bottom, whole.
    init(
        width: Int, height: Int, targetWidth: Int, targetHeight: Int, isInOrder: Bool,
        profile: ColorProfile = .sRGB
    ) {
        self.width = width
        self.height = height
        self.targetWidth = targetWidth
        self.targetHeight = targetHeight
        self.isInOrder = isInOrder
        self.profile = profile
        totals = Array(repeating: 0, count: targetWidth * (isInOrder ? 2 : targetHeight) * 4)
        rgba.reserveCapacity(targetWidth * targetHeight * 4)
    }

    mutating func add(_ row: PixelRow) {
        let top = row.y * targetHeight
        let line = top / height
        if isInOrder { finish(before: line) }
        let here = min((line + 1) * height - top, targetHeight)
        let (width, targetWidth) = (UInt32(width), UInt32(targetWidth))
        totals.withUnsafeMutableBufferPointer { totals in
            guard let start = totals.baseAddress else { return }
            let place = start + (isInOrder ? 0 : line * self.targetWidth * 4)
            let lines = folio_lines(
                line: place, next: place + self.targetWidth * 4, here: UInt32(here),
                beyond: UInt32(targetHeight - here))
            profile.curves.withUnsafeBufferPointer { curves in
                guard let curves = curves.baseAddress else { return }
                if row.isWhole(width: self.width) {
                    folio_share_row(row.row, width, targetWidth, curves, lines)
                } else {
                    folio_share_spread_row(
                        row.row, UInt32(row.count), UInt32(row.first), UInt32(row.step), width,
                        targetWidth, curves, lines)
                }
            }
        }
    }

    /// The small image, once every row has been added.
    consuming func image() -> PixelImage {
        if isInOrder { finish(before: targetHeight) } else { finish(lines: targetHeight) }
        return PixelImage(width: targetWidth, height: targetHeight, rgba: rgba)
    }

    /// Finishes the lines above `line`, and makes the line below them the first.
    private mutating func finish(before line: Int) {
        let count = targetWidth * 4
        while rgba.count < line * count {
            finish(lines: 1)
            totals.withUnsafeMutableBufferPointer { totals in
                guard let start = totals.baseAddress else { return }
                start.update(from: start + count, count: count)
                (start + count).update(repeating: 0, count: count)
            }
        }
    }

    private mutating func finish(lines: Int) {
        let count = targetWidth * lines
        rgba += [UInt8](unsafeUninitializedCapacity: count * 4) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            folio_finish_pixels(
                totals, count, Double(width * height), profile.matrix, ColorProfile.values, start)
            filled = count * 4
        }
    }
}
