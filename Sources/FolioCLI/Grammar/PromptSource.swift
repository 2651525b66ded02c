package import FolioModel

/// Where the text of a prompt comes from: an argument, a file, or standard input.
package enum PromptSource {
    /// In bytes; more than any prompt that the remote takes.
    private static let limit = 1 << 20

    /// `-` as the argument is standard input.
    ///
    /// - Throws: ``PromptSourceError``, ``TextInputError``, ``PromptError``.
    package static func read(argument: String?, file path: String?) throws -> GenerationPrompt {
        switch (argument, path) {
        case (nil, nil): throw PromptSourceError.missing
        case (_?, _?): throw PromptSourceError.twice
        case ("-", nil): try GenerationPrompt(utf8: TextInput.read("-", limit: limit))
        case (let text?, nil): try GenerationPrompt(text)
        case (nil, let path?): try GenerationPrompt(utf8: TextInput.read(path, limit: limit))
        }
    }
}

/// Why no prompt could be read.
package enum PromptSourceError: UserFacingError, Equatable {
    case missing
    case twice

    package var message: String {
        switch self {
        case .missing: "there is no prompt"
        case .twice: "the prompt is given twice, as an argument and by --file"
        }
    }

    package var hint: String? {
        switch self {
        case .missing: "give the text: folio generate \"a red boat on a frozen lake\""
        case .twice: "leave one of them out"
        }
    }

    package var kind: FailureKind { .usage }
}
