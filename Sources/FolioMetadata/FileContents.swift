/// What a picture file carries besides its pixels, still in each program's own words.
package struct FileContents: Hashable, Sendable {
    /// One text of the file, with the name that it has there.
    package struct Text: Hashable, Sendable {
        /// A PNG keyword, or `exif:` and the name of an EXIF field, or `comment`.
        package let key: String
        package let text: String
    }

    /// In the file's order.
    package private(set) var texts: [Text] = []
    /// The XMP packet; `nil` where there is none.
    package private(set) var xmp: String?
    /// C2PA's boxes; empty where there are none.
    package private(set) var provenance: [UInt8] = []
    /// How the picture lies in the file, 1 to 8 as EXIF counts; `nil` where it does not tell.
    package private(set) var orientation: Int?
    /// The ICC profile of its colours; `nil` where there is none.
    package private(set) var colorProfile: [UInt8]?
    /// Why the file is not whole; `nil` where nothing was found.
    package private(set) var damage: String?
    /// Whether more was there than ``MetadataLimits`` allow.
    package private(set) var isCut = false
    private var byteCount = 0

    /// Reads a file by its first bytes; one of another format has no contents.
    package init(_ source: some ByteSource) {
        let head = source.bytes(at: 0, count: 12)
        if head.starts(with: PNGContainer.signature) {
            PNGContainer.read(source, into: &self)
        } else if head.starts(with: [0xFF, 0xD8]) {
            JPEGContainer.read(source, into: &self)
        } else if head.starts(with: Array("RIFF".utf8)), head.part(8, 12) == Array("WEBP".utf8) {
            WebPContainer.read(source, into: &self)
        }
    }

    /// The first text of this name that is not empty.
    func text(_ key: String) -> String? {
        texts.first { $0.key == key && !$0.text.isEmpty }?.text
    }

    mutating func add(_ key: String, _ text: String) {
        guard texts.count < MetadataLimits.texts, take(text.utf8.count) else { return cut() }
        texts.append(Text(key: key, text: text))
    }

    mutating func add(xmp text: String) {
        guard take(text.utf8.count) else { return cut() }
        if xmp == nil { xmp = text }
    }

    mutating func add(provenance bytes: [UInt8]) {
        guard take(bytes.count) else { return cut() }
        provenance += bytes
    }

    mutating func add(orientation number: Int?) {
        if orientation == nil { orientation = number }
    }

    mutating func add(colorProfile bytes: [UInt8]) {
        guard take(bytes.count) else { return cut() }
        if colorProfile == nil { colorProfile = bytes }
    }

    mutating func damage(_ reason: String) {
        if damage == nil { damage = reason }
    }

    mutating func cut() {
        isCut = true
    }

    private mutating func take(_ count: Int) -> Bool {
        guard byteCount + count <= MetadataLimits.totalBytes else { return false }
        byteCount += count
        return true
    }
}
