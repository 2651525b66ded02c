/// Reads what Folio wrote into a picture that it exported: a ``FolioRecord`` in the XMP packet.
struct FolioReader: MetadataReader {
    let name = "Folio"

    func read(_ contents: FileContents) -> GenerationFacts? {
        contents.xmp.flatMap { XMPReader.items(of: XMPPacket.record, in: $0).first }
            .flatMap(FolioRecord.init(json:)).map(GenerationFacts.init)
    }
}

extension GenerationFacts {
    init(_ record: FolioRecord) {
        prompt = record.prompt
        negativePrompt = record.negativePrompt
        model = record.model
        seed = record.seed
        steps = record.steps
        sampler = record.sampler
        width = record.width
        height = record.height
        tags = record.tags
        self.record = record
    }
}
