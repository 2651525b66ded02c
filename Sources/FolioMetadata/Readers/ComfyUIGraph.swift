/// Nodes of ComfyUI and the links between their inputs.
///
/// The graph comes from outside: every walk has a limit of steps and goes to a node once.
struct ComfyUIGraph {
    private struct Node {
        let type: String
        let inputs: [String: JSONNode]
    }

    private let nodes: [String: Node]

    var isEmpty: Bool { nodes.isEmpty }

    /// From what was run: `{"3": {"class_type": …, "inputs": {"seed": 5, "model": ["4", 0]}}}`.
    init(prompt: JSONNode) {
        nodes = prompt.members.compactMapValues { node in
            node["class_type"]?.text.map { Node(type: $0, inputs: node["inputs"]?.members ?? [:]) }
        }
    }

    /// From what was drawn: nodes with values by place, and links with numbers.
    init(workflow: JSONNode) {
        var sources: [String: JSONNode] = [:]
        for link in workflow["links"]?.elements ?? [] {
            guard let number = link[0]?.scalar, let source = link[1]?.scalar else { continue }
            sources[number] = .list([.text(source), .word("0")])
        }
        var nodes: [String: Node] = [:]
        for node in (workflow["nodes"]?.elements ?? []).prefix(MetadataLimits.visits) {
            guard let id = node["id"]?.scalar, let type = node["type"]?.text else { continue }
            var inputs = Self.values(node["widgets_values"], of: type)
            for input in node["inputs"]?.elements ?? [] {
                guard let name = input["name"]?.text, let link = input["link"]?.scalar else {
                    continue
                }
                inputs[name] = sources[link]
            }
            nodes[id] = Node(type: type, inputs: inputs)
        }
        self.nodes = nodes
    }

    /// The names of the values that well-known nodes have by place.
    private static func values(_ values: JSONNode?, of type: String) -> [String: JSONNode] {
        if case .object(let members)? = values { return members }
        let names: [String] =
            switch type {
            case "KSampler":
                ["seed", "", "steps", "cfg", "sampler_name", "scheduler", "denoise"]
            case "KSamplerAdvanced":
                ["add_noise", "noise_seed", "", "steps", "cfg", "sampler_name", "scheduler"]
            case "CheckpointLoaderSimple": ["ckpt_name"]
            case "UNETLoader": ["unet_name"]
            case "RandomNoise": ["noise_seed"]
            case "KSamplerSelect": ["sampler_name"]
            case "BasicScheduler": ["scheduler", "steps", "denoise"]
            case let type where type.hasPrefix("Empty") && type.contains("Latent"):
                ["width", "height"]
            default: ["text"]
            }
        let pairs = zip(names, values?.elements ?? []).filter { $0.0 != "" }
        return Dictionary(pairs) { first, _ in first }
    }

    var facts: GenerationFacts {
        var facts = GenerationFacts()
        guard let sampler = sampler() else { return facts }
        facts.prompt = words(sampler, by: ["positive", "guider", "conditioning"])
        facts.negativePrompt = words(sampler, by: ["negative", "guider"], then: ["negative"])
        facts.model = find(["ckpt_name", "unet_name", "model_name"], from: sampler)?.scalar
        facts.seed = find(["seed", "noise_seed"], from: sampler)?.scalar
        facts.steps = find(["steps"], from: sampler)?.number
        facts.sampler = find(["sampler_name"], from: sampler)?.scalar
        facts.width = find(["width"], from: sampler)?.number
        facts.height = find(["height"], from: sampler)?.number
        return facts
    }

    /// The sampler next to a saved picture, else the first of all.
    private func sampler() -> String? {
        let outputs = ids { $0.type.contains("SaveImage") || $0.type.contains("PreviewImage") }
        return walk(from: outputs).first { isSampler($0) }
            ?? ids { _ in true }.first(where: isSampler)
    }

    private func isSampler(_ id: String) -> Bool {
        let inputs = nodes[id]?.inputs ?? [:]
        return link(inputs["positive"]) != nil && inputs["steps"] != nil
            || link(inputs["guider"]) != nil
            || nodes[id]?.type.hasPrefix("KSampler") == true && link(inputs["positive"]) != nil
    }

    /// In the order of their numbers, so that the answer never changes.
    private func ids(_ isWanted: (Node) -> Bool) -> [String] {
        nodes.filter { isWanted($0.value) }.keys.sorted {
            ($0.utf8.count, $0) < ($1.utf8.count, $1)
        }
    }

    private func link(_ input: JSONNode?) -> String? {
        guard case .list(let pair)? = input, pair.count == 2, let id = pair[0].scalar,
            nodes[id] != nil
        else { return nil }
        return id
    }

    /// Nodes that can be reached, the nearest first.
    private func walk(
        from starts: [String], by isFollowed: (String) -> Bool = { _ in true }
    ) -> [String] {
        var (found, seen, place) = (starts, Set(starts), 0)
        while place < found.count, place < MetadataLimits.visits {
            let inputs = nodes[found[place]]?.inputs ?? [:]
            for name in inputs.keys.sorted() where isFollowed(name) {
                if let id = link(inputs[name]), seen.insert(id).inserted { found.append(id) }
            }
            place += 1
        }
        return found
    }

    /// The nearest value of one of these names.
    private func find(_ names: [String], from start: String) -> JSONNode? {
        for id in walk(from: [start]) {
            for name in names {
                guard let value = nodes[id]?.inputs[name] else { continue }
                if value.scalar != nil { return value }
                if let source = link(value), let number = constant(source) { return number }
            }
        }
        return nil
    }

    /// The value of a node that does nothing but hold one.
    private func constant(_ id: String) -> JSONNode? {
        ["value", "int", "number", "seed", "noise_seed"].lazy
            .compactMap { nodes[id]?.inputs[$0] }.first { $0.scalar != nil }
    }

    /// All texts behind the first of these inputs of a sampler.
    ///
    /// A guider joins both sides, so behind it only one is followed.
    private func words(
        _ sampler: String, by names: [String], then side: [String] = ["positive", "conditioning"]
    ) -> String? {
        let inputs = nodes[sampler]?.inputs ?? [:]
        guard let name = names.first(where: { link(inputs[$0]) != nil }),
            let first = link(inputs[name])
        else { return nil }
        var starts = [first]
        if name == "guider" {
            starts = side.compactMap { link(nodes[first]?.inputs[$0]) }
        }
        let apart: Set = side.contains("negative") ? ["positive"] : ["negative"]
        let ways = walk(from: starts) {
            !apart.contains($0) && !["clip", "model", "vae"].contains($0)
        }
        var texts: [String] = []
        for text in ways.compactMap({ text(of: $0) }) where !texts.contains(text) {
            texts.append(text)
        }
        return texts.joined(separator: "\n")
    }

    private func text(of id: String) -> String? {
        let names = ["text", "prompt", "text_g", "t5xxl", "clip_l", "string", "value"]
        let texts = names.compactMap { nodes[id]?.inputs[$0]?.text }
        return texts.first { !$0.trimmed.isEmpty }
    }
}
