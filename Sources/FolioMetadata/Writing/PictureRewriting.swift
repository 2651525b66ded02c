/// Why a picture cannot be given other metadata.
package enum RewritingError: Error, Hashable {
    /// PNG, JPEG and WebP can.
    case otherFormat
    case damaged(reason: String)
    /// The texts do not fit where the format keeps them; in bytes.
    case tooMuch(limit: Int)
    /// Pixels hold a text, and they stay as they are.
    case hiddenText
}

/// Copies of pictures with other metadata. Their pixels stay as they are, byte for byte.
package enum PictureRewriting {
    /// With a record in XMP, and the prompt where viewers show a description. What other programs
    /// wrote stays, but for an XMP packet, of which a file has one.
    package static func embedding(
        _ record: FolioRecord, in file: [UInt8]
    ) throws(RewritingError) -> [UInt8] {
        let packet = Array(XMPPacket.text(record).utf8)
        return switch try rewriter(file) {
        case .png: try PNGRewriter.embedding(packet, record.prompt, in: file)
        case .jpeg: try JPEGRewriter.embedding(packet, record.prompt, in: file)
        case .webp: try WebPRewriter.embedding(packet, record.prompt, in: file)
        }
    }

    /// Without anything that says how, when, where or by whom it was made. Colours and the way a
    /// picture lies stay.
    package static func stripping(_ file: [UInt8]) throws(RewritingError) -> [UInt8] {
        switch try rewriter(file) {
        case .png: try PNGRewriter.stripping(file)
        case .jpeg: try JPEGRewriter.stripping(file)
        case .webp: try WebPRewriter.stripping(file)
        }
    }

    /// The XMP packet of a record, as a file of its own.
    package static func packet(_ record: FolioRecord) -> String { XMPPacket.text(record) }

    private enum Format { case png, jpeg, webp }

    /// A file that is cut or damaged is not rewritten: what is missing would look whole.
    private static func rewriter(_ file: [UInt8]) throws(RewritingError) -> Format {
        if let damage = FileContents(file).damage { throw .damaged(reason: damage) }
        if file.starts(with: PNGContainer.signature) { return .png }
        if file.starts(with: [0xFF, 0xD8]) { return .jpeg }
        if file.starts(with: Array("RIFF".utf8)), file.part(8, 12) == Array("WEBP".utf8) {
            return .webp
        }
        throw .otherFormat
    }
}
