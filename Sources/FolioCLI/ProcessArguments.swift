package import FolioModel

/// The arguments of this process.
package enum ProcessArguments {
    /// All arguments but the program's name.
    ///
    /// Swift repairs invalid UTF-8 in its own list of arguments; a prompt must not be changed
    /// silently, so that is refused here.
    ///
    /// - Throws: ``ArgumentsError``.
    package static func read() throws -> [String] {
        try (1..<max(1, Int(CommandLine.argc))).map { index in
            guard let bytes = CommandLine.unsafeArgv[index],
                let text = String(validatingCString: bytes)
            else { throw ArgumentsError.notUTF8(position: index) }
            return text
        }
    }
}

/// Why the arguments were refused before anything was done.
package enum ArgumentsError: UserFacingError, Equatable {
    case notUTF8(position: Int)

    package var message: String {
        switch self {
        case .notUTF8(let position): "argument \(position) is not valid UTF-8"
        }
    }

    package var hint: String? { "convert it first, for example with: iconv -t UTF-8" }

    package var kind: FailureKind { .usage }
}
