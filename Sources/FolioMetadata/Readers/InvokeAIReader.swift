/// Reads the three generations of InvokeAI's keys: `invokeai_metadata`, `sd-metadata`, `Dream`.
struct InvokeAIReader: MetadataReader {
    let name = "InvokeAI"

    func read(_ contents: FileContents) -> GenerationFacts? {
        if let node = contents.text("invokeai_metadata").flatMap({ JSONNode($0) }) {
            return Self.current(node)
        }
        if let node = contents.text("sd-metadata").flatMap({ JSONNode($0) }) {
            return Self.second(node)
        }
        return contents.text("Dream").map(Self.first)
    }

    private static func current(_ node: JSONNode) -> GenerationFacts {
        var facts = sizes(node)
        facts.prompt = node["positive_prompt"]?.text
        facts.negativePrompt = node["negative_prompt"]?.text
        let model = node["model"]
        facts.model = (model?["name"] ?? model?["model_name"] ?? model?["key"] ?? model)?.text
        facts.sampler = node["scheduler"]?.text
        return facts
    }

    private static func second(_ node: JSONNode) -> GenerationFacts {
        let image = node["image"] ?? node
        var facts = sizes(image)
        let prompt = image["prompt"]
        let parts = prompt?.elements.compactMap { $0["prompt"]?.text } ?? []
        (facts.prompt, facts.negativePrompt) = split(
            prompt?.text ?? parts.joined(separator: ", "))
        facts.model = (node["model_weights"] ?? node["model"])?.text
        facts.sampler = image["sampler"]?.text
        return facts
    }

    private static func sizes(_ node: JSONNode) -> GenerationFacts {
        var facts = GenerationFacts()
        facts.seed = node["seed"]?.scalar
        facts.steps = node["steps"]?.number
        facts.width = node["width"]?.number
        facts.height = node["height"]?.number
        return facts
    }

    /// The prompt in quotation marks, then switches such as `-s 50 -S 42 -W 512 -H 768 -A k_lms`.
    private static func first(_ line: String) -> GenerationFacts {
        var facts = GenerationFacts()
        var words = Substring(line)
        if line.hasPrefix("\""), let end = line.lastIndex(of: "\""), end > line.startIndex {
            let text = line[line.index(after: line.startIndex)..<end]
            (facts.prompt, facts.negativePrompt) = split(String(text))
            words = line[line.index(after: end)...]
        }
        let parts = words.split(separator: " ")
        for (flag, value) in zip(parts, parts.dropFirst() + [""]) {
            switch flag.prefix(2) {
            case "-s": facts.steps = Int(flag.count > 2 ? flag.dropFirst(2) : value)
            case "-S": facts.seed = String(flag.count > 2 ? flag.dropFirst(2) : value)
            case "-W": facts.width = Int(flag.count > 2 ? flag.dropFirst(2) : value)
            case "-H": facts.height = Int(flag.count > 2 ? flag.dropFirst(2) : value)
            case "-A": facts.sampler = String(flag.count > 2 ? flag.dropFirst(2) : value)
            default: break
            }
        }
        return facts
    }

    /// The first two generations wrote what is not wanted into the prompt, in brackets.
    private static func split(_ text: String) -> (prompt: String, negative: String?) {
        guard let open = text.firstIndex(of: "["), let close = text.lastIndex(of: "]"), open < close
        else { return (text, nil) }
        let after = text[text.index(after: close)...]
        return (text[..<open].trimmed + after, String(text[text.index(after: open)..<close]))
    }
}
