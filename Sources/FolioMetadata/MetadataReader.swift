/// Reads what one program, or one standard, writes into pictures.
protocol MetadataReader: Sendable {
    /// As people see it.
    var name: String { get }
    /// `nil` where the file has nothing of this program.
    func read(_ contents: FileContents) -> GenerationFacts?
}
