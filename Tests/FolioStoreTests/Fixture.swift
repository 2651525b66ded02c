import Foundation

/// Files beside the tests.
enum Fixture {
    /// Prompts as people write them, in many scripts.
    static func prompts() throws -> [String] {
        try text("prompts.txt").split(separator: "\n").map(String.init)
    }

    static func text(_ name: String) throws -> String {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("Fixtures/\(name)")
        return try String(contentsOf: file, encoding: .utf8)
    }
}
