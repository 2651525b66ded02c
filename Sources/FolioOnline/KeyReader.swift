import FolioCLI
import Foundation

/// Reads the key from standard input, or from the terminal without showing it.
enum KeyReader {
    /// More than any key is long; what comes behind is no key.
    private static let limit = 4_096

    /// - Throws: ``SessionError``, `CredentialsError`.
    static func read(fromStandardInput: Bool) throws -> APIKey {
        if fromStandardInput {
            let bytes = try FileHandle.standardInput.read(upToCount: limit) ?? Data()
            return try key(String(decoding: bytes, as: UTF8.self))
        }
        guard isatty(STDIN_FILENO) == 1 else { throw SessionError.noTerminalForKey }
        Runtime.current.console.printErrorRaw("Key for the remote (not shown): ")
        let line = withoutEcho { Console.isLineThere() ? readLine() : nil }
        Runtime.current.console.printError("")
        try Task.checkCancellation()
        return try key(line ?? "")
    }

    private static func key(_ text: String) throws -> APIKey {
        guard text.contains(where: { !$0.isWhitespace }) else { throw SessionError.emptyKey }
        return try APIKey(text)
    }

    private static func withoutEcho<Value>(_ body: () -> Value) -> Value {
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { return body() }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
        return body()
    }
}
