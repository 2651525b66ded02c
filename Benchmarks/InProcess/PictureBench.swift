import CFloor
import FolioImaging
import Foundation

/// Thumbnails of the pictures of a folder, whose names begin with their class and a dash.
struct PictureBench {
    let folder: URL

    private var files: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .sorted { $0.path < $1.path }
        }
    }

    /// Makes one of each, for whoever measures the whole process.
    func makeAll() throws {
        for file in try files { try Self.make(file.path) }
    }

    /// CPU time by class: a thumbnail as JPEG, all that Folio keeps of a picture, and libpng that
    /// decodes the same file and drops the rows.
    func run(rounds: Int) throws {
        let classes = Dictionary(grouping: try files) {
            String($0.lastPathComponent.prefix { $0 != "-" })
        }
        for (name, files) in classes.sorted(by: { $0.key < $1.key }) {
            var (floor, thumbnail, kept) = (Figures(), Figures(), Figures())
            for _ in 0..<rounds {
                for file in files {
                    if file.pathExtension == "png" {
                        floor.add(cpuTime { precondition(floor_png(file.path) == 0) })
                    }
                    thumbnail.add(try cpuTime { try Self.make(file.path) })
                    kept.add(try cpuTime { try Self.makeKept(file.path) })
                }
            }
            // JPEG has no floor: its decoder itself shrinks.
            let least = max(floor.share(0.5), 0.001)
            report(
                name,
                [
                    "floor": least, "thumbnail": thumbnail.share(0.5), "kept": kept.share(0.5),
                    "ratio": thumbnail.share(0.5) / least,
                ])
        }
    }

    private static func make(_ path: String) throws {
        _ = try Thumbnail.image(ofFile: path, maxSide: 256)?.smallFile()
    }

    private static func makeKept(_ path: String) throws {
        guard let large = try Thumbnail.image(ofFile: path, maxSide: 512) else { return }
        _ = try large.smallFile()
        _ = try large.small(maxSide: 256).smallFile()
        _ = ImageLook(of: large)
    }
}

/// Pictures that compress about as well as those that people generate: soft shapes of many sizes,
/// and a little grain.
enum Drawing {
    /// Writes `count` pictures of a class, as PNG or JPEG.
    static func write(
        _ name: String, width: Int, height: Int, count: Int, as format: ImageHeader.Format,
        to folder: URL
    ) throws {
        for number in 0..<count {
            let image = picture(width: width, height: height, seed: UInt32(number))
            let bytes = format == .png ? try image.png() : try image.smallFile().bytes
            let file = folder.appendingPathComponent("\(name)-\(number).\(format.rawValue)")
            try Data(bytes).write(to: file)
        }
    }

    private static func picture(width: Int, height: Int, seed: UInt32) -> PixelImage {
        var rgba = [UInt8](repeating: 255, count: width * height * 4)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<3 {
                    let plane = seed &* 3 &+ UInt32(channel)
                    var value = 128 + Int(noise(x, y, plane) & 3)
                    for octave in 0..<4 {
                        value += (soft(x, y, 7 - octave, plane) - 128) >> octave
                    }
                    rgba[(y * width + x) * 4 + channel] = UInt8(clamping: value)
                }
            }
        }
        return PixelImage(width: width, height: height, rgba: rgba)
    }

    /// Noise of cells of 2^`scale` pixels, joined by straight lines; 0 to 255.
    private static func soft(_ x: Int, _ y: Int, _ scale: Int, _ plane: UInt32) -> Int {
        let size = 1 << scale
        let (column, line) = (x >> scale, y >> scale)
        let (right, down) = (x & (size - 1), y & (size - 1))
        func corner(_ dx: Int, _ dy: Int) -> Int {
            Int(noise(column + dx, line + dy, plane &+ UInt32(scale) &* 977) & 255)
        }
        let above = corner(0, 0) * (size - right) + corner(1, 0) * right
        let below = corner(0, 1) * (size - right) + corner(1, 1) * right
        return (above * (size - down) + below * down) >> (2 * scale)
    }

    private static func noise(_ x: Int, _ y: Int, _ plane: UInt32) -> UInt32 {
        var bits =
            UInt32(truncatingIfNeeded: x) &* 0x9E37_79B1
            ^ UInt32(truncatingIfNeeded: y) &* 0x85EB_CA77 ^ plane &* 0xC2B2_AE3D
        bits = (bits ^ bits >> 15) &* 0x2C1B_3C6D
        bits = (bits ^ bits >> 12) &* 0x297A_2D39
        return bits ^ bits >> 15
    }
}
