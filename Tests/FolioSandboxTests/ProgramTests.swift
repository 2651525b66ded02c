import FolioSandbox
import Foundation
import Testing

/// The built program, as a person starts it.
@Suite struct ProgramTests {
    private final class Run {
        let process = Process()
        private let output = Pipe()
        private let errors = Pipe()

        init(_ arguments: [String]) throws {
            process.executableURL = try Self.program()
            process.arguments = arguments
            process.standardOutput = output
            process.standardError = errors
            try process.run()
        }

        /// The programs lie beside the tests, whose place one of the arguments names.
        private static func program() throws -> URL {
            let candidates = CommandLine.arguments.map {
                URL(fileURLWithPath: $0).deletingLastPathComponent()
                    .appendingPathComponent("folio-sandbox")
            }
            return try #require(
                candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) })
        }

        /// What it has printed as soon as it prints anything: its first line.
        func firstLine() -> Data { output.fileHandleForReading.availableData }

        /// Waits for its end.
        func errorText() -> String {
            let text = String(
                decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return text
        }
    }

    private struct Ready: Decodable {
        let base_url, api_key, control_url, state: String
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func oneLineSaysWhereItIsAndASignalEndsItWell(signal: Int32) async throws {
        let run = try Run(["sandbox", "--json"])
        let ready = try JSONDecoder().decode(Ready.self, from: run.firstLine())
        let reply = try await HTTPExchange(
            url: ready.base_url + "/me",
            headers: [(name: "Authorization", value: "Bearer \(ready.api_key)")]
        ).send()
        kill(run.process.processIdentifier, signal)
        run.process.waitUntilExit()

        #expect(reply.status == 200)
        #expect(ready.base_url.hasSuffix("/api/v1"))
        #expect(ready.control_url.hasSuffix("/_sandbox"))
        #expect(ready.api_key.contains(/^pe_live_[0-9a-f]{32}$/))
        #expect(run.process.terminationStatus == 0)
        #expect(!FileManager.default.fileExists(atPath: ready.state))
    }

    @Test(arguments: [
        (["--nope"], "--nope"), (["--port"], "--port"), (["--fault=x"], "lost-reply"),
    ])
    func aCommandLineItDoesNotKnowEndsWithTwo(arguments: [String], word: String) throws {
        let run = try Run(arguments)

        #expect(run.errorText().contains(word))
        #expect(run.process.terminationStatus == 2)
    }

    @Test func aPortOrAStateInUseEndsWithOne() async throws {
        try await withSmallSandbox { sandbox in
            let port = URL(string: sandbox.baseURL)?.port ?? 0
            let onPort = try Run(["--port", String(port)])
            let onState = try Run(["--state", sandbox.state])

            #expect(onPort.errorText().contains("already in use"))
            #expect(onState.errorText().contains("another sandbox"))
            #expect(onPort.process.terminationStatus == 1)
            #expect(onState.process.terminationStatus == 1)
        }
    }
}
