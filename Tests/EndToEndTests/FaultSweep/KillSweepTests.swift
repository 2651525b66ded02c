import FolioTestSupport
import Foundation
import Testing

/// A generation is killed at its system calls on the library and on the socket, which are counted
/// first, not picked by hand.
@Suite(.serialized) struct KillSweepTests {
    /// What a process does to files and to the network.
    private static let calls = [
        "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "openat", "rename", "renameat",
        "unlink", "connect", "sendto", "recvfrom", "poll", "flock", "execve",
    ]

    @Test(.enabled(if: Tracing.isAllowed, "strace cannot trace here"))
    func aRandomlyKilledGenerationIsExplainedByRecover() async throws {
        let places = try Self.places(SandboxProcess())
        #expect(places.count > 100)
        var generator = SeededGenerator(seed: TestSeed.value(1))
        let count = SweepSize.points(everyday: 50, proof: 500)
        try await SweepLanes.run(generator.choose(count, of: places), Self.kill)
    }

    private static func kill(at places: [Place]) throws {
        let sandbox = try SandboxProcess()
        for place in places {
            let stage = try SweepStage(sandbox)
            let outcome = try Tracing.run(
                stage.programs, SweepStage.generate,
                [
                    "-e", "trace=\(place.call)", "-e",
                    "inject=\(place):signal=KILL:when=\(place.number)",
                ])
            // A place that this run did not reach is a run without a fault.
            #expect(outcome.code == 0 || outcome.code == 128 + SIGKILL, "\(outcome.errors)")
            try stage.expectEveryCreditIsExplained(after: "a kill at \(place) \(place.number)")
        }
    }

    /// A system call, and which one of its kind in its thread.
    private struct Place: Hashable, Sendable, CustomStringConvertible {
        let call: String
        let number: Int

        var description: String { call }
    }

    private static func places(_ sandbox: SandboxProcess) throws -> [Place] {
        let stage = try SweepStage(sandbox)
        let file = stage.programs.folder.appendingPathComponent("calls")
        let outcome = try Tracing.run(
            stage.programs, SweepStage.generate,
            ["-e", "trace=\(calls.joined(separator: ","))", "-o", file.path])
        try #require(outcome.code == 0)
        var counts: [String: [String: Int]] = [:]
        for line in String(decoding: try Data(contentsOf: file), as: UTF8.self)
            .split(separator: "\n")
        {
            // `1234  pwrite64(3, …`; a call that was interrupted is resumed on a line of its own.
            let parts = line.split(separator: " ")
            guard parts.count > 1, let call = parts[1].split(separator: "(").first,
                calls.contains(String(call))
            else { continue }
            counts[String(call), default: [:]][String(parts[0]), default: 0] += 1
        }
        // The n-th call of a kind is counted thread by thread.
        return counts.sorted { $0.key < $1.key }.flatMap { call, threads in
            (1...(threads.values.max() ?? 1)).map { Place(call: call, number: $0) }
        }
    }
}

/// Runs `folio` under strace.
enum Tracing {
    static func run(
        _ programs: ProgramRunner, _ arguments: [String], _ options: [String]
    ) throws -> ProgramRunner.Outcome {
        let output = options.contains("-o") ? [] : ["-o", "/dev/null"]
        return try programs.run(
            "/usr/bin/strace",
            ["-f", "-qq", "-e", "signal=none"] + output + options + [programs.path("folio")]
                + arguments)
    }

    /// Containers often forbid ptrace.
    static let isAllowed: Bool = {
        // Whatever keeps it from running, it cannot be used.
        guard let programs = try? ProgramRunner(),
            let outcome = try? programs.run("/usr/bin/strace", ["-o", "/dev/null", "/bin/true"])
        else { return false }
        return outcome.code == 0
    }()
}
