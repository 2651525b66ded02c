import FolioMetadata
import FolioPictureFixtures

extension FuzzTarget {
    /// What is embedded is read back, and what is stripped tells nothing. The first byte is the
    /// length of a prompt, which follows; the rest is the file.
    static func rewrite(_ input: [UInt8]) {
        guard let length = input.first.map(Int.init), input.count > length else { return }
        var record = FolioRecord()
        record.prompt = String(decoding: input.dropFirst().prefix(length), as: UTF8.self)
        record.credits = length
        let file = Array(input.dropFirst(length + 1))
        // What cannot be rewritten is refused; how, is tested elsewhere.
        guard let copy = try? PictureRewriting.embedding(record, in: file) else { return }
        let contents = FileContents(copy)
        precondition(contents.damage == nil)
        if !contents.isCut { precondition(FileMetadata(contents).facts.record == record) }
        guard let bare = try? PictureRewriting.stripping(copy) else {
            preconditionFailure("a copy that was embedded cannot be stripped")
        }
        let left = FileContents(bare)
        precondition(left.damage == nil && left.texts.isEmpty && left.xmp == nil)
        precondition(left.provenance.isEmpty && bare.count <= copy.count)
        precondition((try? PictureRewriting.stripping(bare)) == bare)
    }

    static var rewritingSeeds: [[UInt8]] {
        let prompt = Array("a <red> boat & \"ice\"\r\n 🚤".utf8)
        return MetadataFixtures.files.map { [UInt8(prompt.count)] + prompt + $0.bytes }
            + [PictureFixtures.jpeg, PictureFixtures.clearWebP].map { [0] + $0 }
    }
}
