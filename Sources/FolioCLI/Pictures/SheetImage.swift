import FolioFiles
import FolioImaging
package import FolioModel
import FolioStore

/// A contact sheet as one picture: rows of small copies with their ids below.
struct SheetImage {
    private static let cell = 256
    private static let gap = 12
    private static let dot = 3
    private static let captionHeight = SheetFont.height * dot + gap
    /// Pixels in all: what a sheet may take of memory.
    private static let limit = 40_000_000

    private let perRow: Int
    private let size: (width: Int, height: Int)
    private var rgba: [UInt8]

    /// - Throws: ``SheetError/tooLarge(items:most:)``.
    init(_ items: [MediaItem], perRow: Int, pixels: ItemPixels) throws(SheetError) {
        self.perRow = min(perRow, max(1, items.count))
        let step = (x: Self.cell + Self.gap, y: Self.cell + Self.gap + Self.captionHeight)
        let rows = max(1, (items.count + self.perRow - 1) / self.perRow)
        size = (self.perRow * step.x + Self.gap, rows * step.y + Self.gap)
        guard size.width * size.height <= Self.limit, size.height <= ImageLimits.side,
            size.width <= ImageLimits.side
        else {
            let most = min(Self.limit / size.width, ImageLimits.side) / step.y * self.perRow
            throw .tooLarge(items: items.count, most: most)
        }
        rgba = Array(repeating: 255, count: size.width * size.height * 4)
        for (index, item) in items.enumerated() {
            let left = index % self.perRow * step.x + Self.gap
            let top = index / self.perRow * step.y + Self.gap
            let picture =
                pixels.image(of: item) ?? .missing(width: item.width, height: item.height)
            lay(picture, left: left, top: top)
            write(item.id, left: left, top: top + Self.cell + Self.gap / 2)
        }
    }

    /// As a PNG file.
    func png() throws -> [UInt8] {
        try PixelImage(width: size.width, height: size.height, rgba: rgba).png()
    }

    private mutating func lay(_ picture: PixelImage, left: Int, top: Int) {
        let picture = picture.width < 65 && picture.height < 65 ? picture.enlarged : picture
        let (dx, dy) = ((Self.cell - picture.width) / 2, (Self.cell - picture.height) / 2)
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                let source = (y * picture.width + x) * 4
                let target = ((top + dy + y) * size.width + left + dx + x) * 4
                let alpha = Int(picture.rgba[source + 3])
                for part in 0..<3 {
                    // On white.
                    rgba[target + part] = UInt8(
                        (Int(picture.rgba[source + part]) * alpha + 255 * (255 - alpha)) / 255)
                }
            }
        }
    }

    private mutating func write(_ text: String, left: Int, top: Int) {
        for (index, character) in text.enumerated() {
            for y in 0..<(SheetFont.height * Self.dot) {
                for x in 0..<(3 * Self.dot)
                where SheetFont.hasDot(character, x: x / Self.dot, y: y / Self.dot) {
                    let column = left + index * SheetFont.width * Self.dot + x
                    let pixel = ((top + y) * size.width + column) * 4
                    for part in 0..<3 { rgba[pixel + part] = 64 }
                }
            }
        }
    }
}

extension PixelImage {
    /// As large as a cell of a sheet: a very small picture is no dot on it.
    fileprivate var enlarged: PixelImage {
        let factor = max(1, 256 / max(width, height))
        return resized(width: width * factor, height: height * factor)
    }
}

/// Why a contact sheet was not made.
package enum SheetError: UserFacingError, Equatable {
    case tooLarge(items: Int, most: Int)
    case exists(path: String)
    case unwritable(path: String, reason: String)

    package var message: String {
        switch self {
        case .tooLarge(let items, _): "a sheet of \(items) items is larger than a picture can be"
        case .exists(let path): "there is already a file at \(path)"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .tooLarge(_, let most): "ask for fewer, with --limit \(most)"
        case .exists: "name another file, or replace that one with --force"
        case .unwritable: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .tooLarge, .exists: .usage
        case .unwritable: .failed
        }
    }
}
