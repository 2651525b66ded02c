/// Reads what NovelAI writes: the prompt as `Description`, the settings as JSON in `Comment`.
struct NovelAIReader: MetadataReader {
    let name = "NovelAI"

    func read(_ contents: FileContents) -> GenerationFacts? {
        let isNamed = contents.text("Software") == "NovelAI"
        let comment = contents.text("Comment").flatMap { JSONNode($0) }
        guard isNamed || comment?["uc"] != nil else { return nil }
        var facts = GenerationFacts()
        let caption = comment?["v4_prompt"]?["caption"]?["base_caption"]?.text
        facts.prompt = contents.text("Description") ?? caption ?? comment?["prompt"]?.text
        facts.negativePrompt =
            comment?["uc"]?.text
            ?? comment?["v4_negative_prompt"]?["caption"]?["base_caption"]?.text
        facts.model = contents.text("Source")
        facts.seed = comment?["seed"]?.scalar
        facts.steps = comment?["steps"]?.number
        facts.sampler = comment?["sampler"]?.text
        facts.width = comment?["width"]?.number
        facts.height = comment?["height"]?.number
        return facts
    }
}
