import FolioCLI
import FolioModel
import Foundation

/// Where the text of a prompt comes from: an argument, a file, or standard input.
enum PromptSource {
    /// More than any prompt that the remote takes; a larger file is refused unread.
    private static let limit = 1 << 20

    static func read(_ command: GenerateCommand) throws -> GenerationPrompt {
        switch (command.prompt, command.file) {
        case (nil, nil): throw PromptSourceError.missing
        case (_?, _?): throw PromptSourceError.twice
        case ("-", nil): return try GenerationPrompt(utf8: bytes(of: .standardInput))
        case (let text?, nil): return try GenerationPrompt(text)
        case (nil, let path?): return try GenerationPrompt(utf8: file(path))
        }
    }

    private static func file(_ path: String) throws -> Data {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            return try bytes(of: handle)
        } catch let error as PromptSourceError {
            throw error
        } catch {
            throw PromptSourceError.unreadable(path: path)
        }
    }

    private static func bytes(of handle: FileHandle) throws -> Data {
        var bytes = Data()
        while bytes.count <= limit, let part = try handle.read(upToCount: 1 << 16), !part.isEmpty {
            bytes.append(part)
        }
        guard bytes.count <= limit else { throw PromptSourceError.tooLarge }
        return bytes
    }
}

/// Why no prompt could be read.
enum PromptSourceError: UserFacingError, Equatable {
    case missing
    case twice
    case unreadable(path: String)
    case tooLarge

    var message: String {
        switch self {
        case .missing: "there is no prompt"
        case .twice: "the prompt is given twice, as an argument and by --file"
        case .unreadable(let path): "the file \(path) cannot be read"
        case .tooLarge:
            "the prompt is larger than any (the limit is \(GenerationPrompt.limit) characters)"
        }
    }

    var hint: String? {
        switch self {
        case .missing: "give the text: folio generate \"a red boat on a frozen lake\""
        case .twice: "leave one of them out"
        case .unreadable: "check the path"
        case .tooLarge: "shorten it and try again"
        }
    }

    var kind: FailureKind { .usage }
}
