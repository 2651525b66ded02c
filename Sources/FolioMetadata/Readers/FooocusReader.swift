/// Reads what Fooocus writes, in both of its schemes: JSON of its own, and text as
/// AUTOMATIC1111 has it. `fooocus_scheme`, or `MakerNote` in EXIF, says which.
struct FooocusReader: MetadataReader {
    let name = "Fooocus"

    func read(_ contents: FileContents) -> GenerationFacts? {
        let text =
            contents.text("parameters") ?? contents.text("exif:UserComment")
            ?? contents.text("comment")
        guard let text else { return nil }
        let scheme = contents.text("fooocus_scheme") ?? contents.text("exif:MakerNote")
        if let node = JSONNode(text), scheme == "fooocus" || Self.isOwn(node) {
            return Self.facts(of: node)
        }
        guard scheme == "a1111" || text.contains("Version: Fooocus") else { return nil }
        return AUTOMATIC1111Reader.facts(of: text)
    }

    private static func isOwn(_ node: JSONNode) -> Bool {
        node["metadata_scheme"] != nil || (node["base_model"] ?? node["Base Model"]) != nil
    }

    /// Older releases wrote the labels of the page as keys.
    private static func facts(of node: JSONNode) -> GenerationFacts {
        var facts = GenerationFacts()
        facts.prompt = (node["prompt"] ?? node["Prompt"])?.text
        facts.negativePrompt = (node["negative_prompt"] ?? node["Negative Prompt"])?.text
        facts.model = (node["base_model"] ?? node["Base Model"])?.text
        facts.seed = (node["seed"] ?? node["Seed"])?.scalar
        facts.steps = (node["steps"] ?? node["Steps"])?.number
        facts.sampler = (node["sampler"] ?? node["Sampler"])?.text
        let sides = ((node["resolution"] ?? node["Resolution"])?.text ?? "")
            .split { !$0.isASCII || !$0.isNumber }.map { Int($0) }
        if sides.count == 2 { (facts.width, facts.height) = (sides[0], sides[1]) }
        return facts
    }
}
