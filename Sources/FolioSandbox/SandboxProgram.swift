import Foundation

/// The program `folio-sandbox`: one line with the address, then service until interrupted.
package enum SandboxProgram {
    /// Runs it with the arguments after the program's name.
    ///
    /// - Returns: the exit code: 0 after SIGINT or SIGTERM, 1 where it could not start, 2 for a
    ///   command line that it does not understand.
    package static func run(_ arguments: [String]) async -> Int32 {
        do {
            let command = try SandboxCommand(arguments)
            if command.help {
                write(SandboxCommand.usage, to: .standardOutput)
                return 0
            }
            try await serve(command)
            return 0
        } catch let error as SandboxCommand.UsageError {
            write("folio-sandbox: \(error.message); see --help\n", to: .standardError)
            return 2
        } catch let error as Sandbox.StartError {
            write("folio-sandbox: \(error.message)\n", to: .standardError)
            return 1
        } catch {
            write("folio-sandbox: \(error)\n", to: .standardError)
            return 1
        }
    }

    private static func serve(_ command: SandboxCommand) async throws {
        let signals = Signals()
        let interruptions = signals.stream
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await Sandbox.serve(command.options) { sandbox in
                    write(line(for: sandbox, json: command.json), to: .standardOutput)
                }
            }
            group.addTask {
                for await _ in interruptions { return }
            }
            try await group.next()
            group.cancelAll()
        }
        signals.stop()
    }

    private static func line(for sandbox: Sandbox, json: Bool) -> String {
        guard json else {
            return "Sandbox at \(sandbox.baseURL) with the key \(sandbox.apiKey)\n"
        }
        let line: JSON = [
            "base_url": .string(sandbox.baseURL), "api_key": .string(sandbox.apiKey),
            "control_url": .string(sandbox.controlURL), "state": .string(sandbox.state),
        ]
        return line.text + "\n"
    }

    /// Written at once: a buffered line would keep a reader waiting.
    private static func write(_ text: String, to file: FileHandle) {
        // Nobody is left to tell when the reader is gone.
        try? file.write(contentsOf: Data(text.utf8))
    }
}

/// SIGINT and SIGTERM as a stream. A second signal ends the program at once.
private struct Signals {
    let stream: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        self.stream = stream
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(number, SIG_DFL)
                continuation.yield()
            }
            source.resume()
            return source
        }
        signal(SIGPIPE, SIG_IGN)
    }

    func stop() {
        for source in sources { source.cancel() }
    }
}
