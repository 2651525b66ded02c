/// What a picture file says about how it was made, and which reader found it.
package struct FileMetadata: Hashable, Sendable {
    /// What a reader answered.
    package struct Finding: Hashable, Sendable {
        package let reader: String
        /// `nil` where the file has nothing for this reader.
        package let facts: GenerationFacts?
    }

    /// In the order in which readers are asked: the first that knows a prompt wins, otherwise the
    /// first that knows anything.
    static let readers: [any MetadataReader] = [
        FolioReader(), FooocusReader(), InvokeAIReader(), NovelAIReader(), AUTOMATIC1111Reader(),
        ComfyUIReader(), XMPReader(), C2PAReader(),
    ]

    /// Of every reader, in their order.
    package let findings: [Finding]
    /// The one whose words count; `nil` where none knew anything.
    package let winner: Finding?
    /// The winner's, with a mark of AI by whichever reader found one.
    package let facts: GenerationFacts

    package init(_ contents: FileContents) {
        findings = Self.readers.map { reader in
            let facts = reader.read(contents)?.cleaned
            return Finding(reader: reader.name, facts: facts?.isEmpty == false ? facts : nil)
        }
        winner =
            findings.first { $0.facts?.prompt != nil } ?? findings.first { $0.facts != nil }
        var facts = winner?.facts ?? GenerationFacts()
        facts.isMarkedAsAI = findings.contains { $0.facts?.isMarkedAsAI == true }
        self.facts = facts
    }

    /// Why the winner won, in one line.
    package var explanation: String {
        guard let winner else { return "no reader knows anything of it" }
        let others = findings.filter { $0.facts != nil && $0.reader != winner.reader }.map(\.reader)
        let reason =
            winner.facts?.prompt != nil
            ? "the first reader that knows the prompt" : "the first reader that knows anything"
        return others.isEmpty
            ? "\(winner.reader): \(reason)"
            : "\(winner.reader): \(reason); also read: \(others.joined(separator: ", "))"
    }
}
