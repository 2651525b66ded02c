/// Reads ComfyUI's graphs: `prompt`, what was run, or `workflow`, what was drawn. In PNG they are
/// texts, in WebP EXIF fields whose text begins with the name.
struct ComfyUIReader: MetadataReader {
    let name = "ComfyUI"

    func read(_ contents: FileContents) -> GenerationFacts? {
        if let graph = graph("prompt", contents).map(ComfyUIGraph.init(prompt:)), !graph.isEmpty {
            return graph.facts
        }
        let drawn = graph("workflow", contents).map(ComfyUIGraph.init(workflow:))
        return drawn.flatMap { $0.isEmpty ? nil : $0.facts }
    }

    private func graph(_ key: String, _ contents: FileContents) -> JSONNode? {
        if let text = contents.text(key), let node = JSONNode(text) { return node }
        return contents.texts.lazy.filter { $0.key.hasPrefix("exif:") }.compactMap { entry in
            let start = entry.text.prefix(key.count + 1)
            guard start.lowercased() == key + ":" else { return nil }
            return JSONNode(String(entry.text.dropFirst(start.count)))
        }.first
    }
}
