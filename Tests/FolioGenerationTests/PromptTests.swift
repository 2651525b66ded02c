import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import Testing

@Suite struct PromptTests {
    static let accepted = [
        "two\nlines\r\nand a\ttab", "  spaces around  ", "a 👩‍👩‍👧‍👦 on a 🛶",
        "سفينة حمراء \u{202B}على الجليد\u{202C}",
        "bell \u{07} escape \u{1B}[31m delete \u{7F}", "e\u{301} and é", "赤い船", "\u{FEFF}mark",
        String(repeating: "x", count: 2_000), String(repeating: "🛶", count: 1_000),
    ]

    @Test(arguments: accepted)
    func promptsAreSentAndKeptByteForByte(prompt: String) async throws {
        let workshop = try Workshop()
        let remote = ScriptedRemote([making(.sample(echo: prompt))])

        let image = try #require(try await workshop.run(remote, prompt: prompt).made.first)

        let bytes = Array(prompt.utf8)
        #expect(remote.requests.map { Array($0.prompt.text.utf8) } == [bytes])
        #expect(Array((image.item.prompt ?? "").utf8) == bytes)
        #expect(try workshop.journal().map { Array($0.prompt.utf8) } == [bytes])
        #expect(!image.warnings.contains { if case .promptDiffers = $0 { true } else { false } })
    }

    @Test func anEchoInOtherBytesIsADifferentPrompt() async throws {
        let workshop = try Workshop()
        let remote = ScriptedRemote([making(.sample(echo: "caf\u{E9}"))])

        let image = try #require(try await workshop.run(remote, prompt: "cafe\u{301}").made.first)

        #expect(image.warnings.contains(.promptDiffers(echoed: "caf\u{E9}")))
    }

    @Test func badPromptsAreRefusedBeforeAnything() {
        #expect(throws: PromptError.containsNUL) { try GenerationPrompt("a\0b") }
        #expect(throws: PromptError.notUTF8) { try GenerationPrompt(utf8: [0x61, 0xFF]) }
        #expect(throws: PromptError.empty) { try GenerationPrompt(" \n\u{3000}") }
        #expect(throws: PromptError.tooLong(excess: 1)) {
            try GenerationPrompt(String(repeating: "x", count: 2_001))
        }
    }
}
