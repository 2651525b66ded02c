import ArgumentParser
package import FolioModel
import Foundation

/// Runs one command line and tells its exit code: the one place where errors become text.
///
/// The arguments come without the program's name. `online` does what needs the network; the
/// default hands over to `folio-remote`.
package func runFolio(
    _ arguments: [String], online: any OnlineActions = HandOver(), console: Console = .standard
) async -> Int32 {
    await runFolio(
        arguments, in: Runtime(arguments: arguments, online: online, console: console))
}

/// Runs one command line with everything that it may use.
package func runFolio(_ arguments: [String], in runtime: Runtime) async -> Int32 {
    var runtime = runtime
    if arguments.prefix(while: { $0 != "--" }).contains("--no-color") {
        runtime.console.isStyled = false
    }
    if arguments == ["--version"] {
        // The parser would first make the whole grammar.
        runtime.console.print(FolioVersion.current)
        return 0
    }
    return await Runtime.$current.withValue(runtime) { [runtime] in
        do {
            var command = try FolioCommand.command(QueryShield.raise(arguments))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return runtime.console.report(error)
        }
    }
}

/// What a running command may use: its arguments, the way to the network, the terminal, time.
package struct Runtime: Sendable {
    @TaskLocal package static var current = Runtime(
        arguments: [], online: HandOver(), console: .standard)

    package let arguments: [String]
    package let online: any OnlineActions
    package var console: Console
    package var environment: [String: String] = ProcessInfo.processInfo.environment

    /// Milliseconds of the system's clock.
    package var now: @Sendable () -> Timestamp = {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
    }

    package init(arguments: [String], online: any OnlineActions, console: Console) {
        self.arguments = arguments
        self.online = online
        self.console = console
    }
}

/// Ends a command with an exit code of its own, after it has printed what there is to say.
package struct SilentExit: Error {
    package let code: Int32

    package init(_ kind: FailureKind) {
        code = kind.rawValue
    }
}

extension Console {
    /// Prints an error as people read it and returns its exit code.
    func report(_ error: any Error) -> Int32 {
        switch error {
        case let exit as SilentExit:
            return exit.code
        case let error as any UserFacingError:
            printError("folio: \(SafeText.line(error.message))")
            if let error = error as? any IllustratedError {
                error.illustration.split(separator: "\n").forEach { printError("  \($0)") }
            }
            if let hint = error.hint { printError("  \(SafeText.line(hint))") }
            return error.kind.rawValue
        case is CancellationError:
            return FailureKind.interrupted.rawValue
        default:
            return reportParsing(error)
        }
    }

    /// Errors of the argument parser, and its ways to print help and the version.
    private func reportParsing(_ error: any Error) -> Int32 {
        let text = FolioCommand.fullMessage(for: error)
        switch FolioCommand.exitCode(for: error) {
        case .success:
            print(text)
            return 0
        case .validationFailure:
            printError(SafeText.lines(Self.asFolioSaysIt(text)))
            return FailureKind.usage.rawValue
        case let code:
            printError("folio: \(SafeText.line(error.localizedDescription))")
            return code.rawValue == 0 ? 0 : FailureKind.failed.rawValue
        }
    }

    /// The parser begins with `Error:`, Folio with its name.
    private static func asFolioSaysIt(_ text: String) -> String {
        let mark = "Error: "
        return text.hasPrefix(mark) ? "folio: \(text.dropFirst(mark.count))" : text
    }
}
