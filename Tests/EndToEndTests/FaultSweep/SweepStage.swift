import FolioTestSupport
import Foundation
import Testing

/// A library that is logged in, one paid call that goes wrong in it, and what must hold then.
struct SweepStage {
    static let prompt = "a boat that went through it all"

    let programs: ProgramRunner
    private let sandbox: SandboxProcess
    private let before: Int

    /// `baseURL` is the sandbox's own, or that of a proxy in front of it.
    init(_ sandbox: SandboxProcess, baseURL: String? = nil) throws {
        self.sandbox = sandbox
        programs = try ProgramRunner()
        _ = try programs.folio("init")
        let login = try programs.folio(
            "login", "--base-url", baseURL ?? sandbox.baseURL, "--api-key-stdin",
            input: sandbox.key)
        guard login.code == 0 else { throw LoginFailed(errors: login.errors) }
        before = try sandbox.charges
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
        let items = try programs.folio("list", "--json").json["items"] as? [[String: Any]] ?? []
        let spend = try programs.folio("spend", "--json").json
        let calls = try programs.sqlite("SELECT count(*) FROM generation")

        #expect(charges <= 1, "charged \(charges) times after \(place)")
        #expect(items.count == charges, "\(items.count) images, \(charges) charges after \(place)")
        #expect(spend["total_credits"] as? Int == charges, "another ledger after \(place)")
        #expect(
            open.isEmpty || (charges == 0 && open == [Self.prompt]),
            "\(open) open with \(charges) charges after \(place)")
        for item in items {
            #expect(item["prompt"] as? String == Self.prompt, "another prompt after \(place)")
            #expect(item["tags"] as? [String] == ["swept"], "lost tags after \(place)")
            #expect(item["model"] as? String == "flux-schnell" && item["credits"] as? Int == 1)
        }
        if charges == 1 { #expect(calls == "1\n", "\(calls) calls after \(place)") }
        #expect(try programs.sqlite("PRAGMA integrity_check") == "ok\n", "after \(place)")
        let check = try programs.folio("credits", "check")
        #expect(check.code == 0, "\(check.output)\(check.errors) after \(place)")
    }

    /// Recovers until nothing is unknown or nothing was charged: the remote may still be at work
    /// on a request whose sender is gone.
    private func settle() throws {
        for _ in 0..<10 {
            _ = try programs.folio("recover")
            if try unknownPrompts().isEmpty { return }
            if try sandbox.charges == before { usleep(100_000) }
        }
    }

    private func unknownPrompts() throws -> [String] {
        let calls = try programs.folio("status", "--json").json["unknown_calls"] as? [[String: Any]]
        return (calls ?? []).compactMap { $0["prompt"] as? String }
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
