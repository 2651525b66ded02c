import FolioTestSupport
import Foundation
import Testing

/// A library that is logged in, one paid call that goes wrong in it, and what must hold then.
struct SweepStage {
    static let prompt = "a boat that went through it all"

    let programs: ProgramRunner
    private let sandbox: SandboxProcess
    private let before: Int
    private let callsBefore: Int

    /// `baseURL` is the sandbox's own, or that of a proxy in front of it.
    init(_ sandbox: SandboxProcess, baseURL: String? = nil) throws {
        self.sandbox = sandbox
        programs = try ProgramRunner()
        _ = try programs.folio("init")
        let login = try programs.folio(
            "login", "--base-url", baseURL ?? sandbox.baseURL, "--api-key-stdin",
            input: sandbox.key)
        guard login.code == 0 else { throw LoginFailed(errors: login.errors) }
        // What other libraries made in these minutes would be evidence too.
        try sandbox.control("DELETE", "/media")
        before = try sandbox.charges
        callsBefore = try sandbox.calls()
    }

    static let generate = [
        "generate", prompt, "--model", "flux-schnell", "--tag", "swept", "--yes", "--json",
    ]

    /// One charge for each image of the library, every prompt there, the ledger as the remote's.
    ///
    /// `place` names the fault in a failure's message.
    func expectEveryCreditIsExplained(after place: String) throws {
        try settle()
        let charges = try sandbox.charges - before
        let open = try unknownPrompts()
        // The library's own view, as any tool sees it: a program of Folio would judge itself.
        let items = try programs.sqlite(
            "SELECT prompt, model, tags, credits FROM library")
        let ledger = try programs.sqlite("SELECT ifnull(sum(credits), 0) FROM spending")
        let calls = try programs.sqlite("SELECT count(*) FROM generation")

        let image = "\(Self.prompt)|flux-schnell|swept|1\n"
        #expect(charges <= 1, "charged \(charges) times after \(place)")
        #expect(items == (charges == 1 ? image : ""), "\(charges) charges after \(place)")
        #expect(ledger == "\(charges)\n", "another ledger after \(place)")
        #expect(
            open == "" || (charges == 0 && open == Self.prompt + "\n"),
            "\(open) open with \(charges) charges after \(place)")
        if charges == 1 { #expect(calls == "1\n", "\(calls) calls after \(place)") }
        #expect(try programs.sqlite("PRAGMA integrity_check") == "ok\n", "after \(place)")
        let check = try programs.folio("credits", "check")
        #expect(check.code == 0, "\(check.output)\(check.errors) after \(place)")
    }

    /// Recovers until nothing is unknown, or the remote is done and has charged nothing: it may
    /// still be at work on a request whose sender is gone.
    private func settle() throws {
        var (quiet, rounds) = (0, 0)
        while quiet < 3, rounds < 40 {
            rounds += 1
            _ = try programs.folio("recover")
            if try unknownPrompts().isEmpty { return }
            let isAtWork = try sandbox.calls() - callsBefore > sandbox.charges - before
            quiet += isAtWork ? 0 : 1
            if try sandbox.charges == before { usleep(30_000) }
        }
    }

    private func unknownPrompts() throws -> String {
        try programs.sqlite("SELECT prompt FROM generation WHERE state IN ('sent', 'unknown')")
    }

    private struct LoginFailed: Error {
        let errors: String
    }
}

extension SeededGenerator {
    /// So many of these, or all; in an order of the seed's.
    mutating func choose<Element>(_ count: Int, of all: [Element]) -> [Element] {
        Array(all.shuffled(using: &self).prefix(count))
    }
}

/// How many places a sweep tries: few in everyday tests, hundreds in `make proof`, and as many as
/// `FOLIO_SWEEP` says.
enum SweepSize {
    static func points(everyday: Int, proof: Int) -> Int {
        let environment = ProcessInfo.processInfo.environment
        if let asked = environment["FOLIO_SWEEP"].flatMap(Int.init) { return asked }
        return environment["FOLIO_PROOF"] == "1" ? proof : everyday
    }
}

/// Sweeps wait for child processes most of the time, so two share the work, each with a sandbox of
/// its own. Only two: a lane holds a thread, and servers in this process need others.
enum SweepLanes {
    private static let count = 2

    static func run<Point: Sendable>(
        _ points: [Point], _ lane: @escaping @Sendable ([Point]) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<count {
                let share = stride(from: first, to: points.count, by: count).map { points[$0] }
                group.addTask { try lane(share) }
            }
            try await group.waitForAll()
        }
    }
}
