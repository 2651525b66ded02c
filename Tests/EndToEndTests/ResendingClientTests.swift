import FolioTestSupport
import Foundation
import Testing

/// The same lost replies, met by a client that sends again and by Folio. `docs/benchmarks.md` has
/// the table.
@Suite(.serialized) struct ResendingClientTests {
    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Benchmarks/resending_client.py").path

    /// How many replies in a row are lost, and what a re-sending client is charged for one image.
    @Test(arguments: [(0, 1), (1, 2), (2, 3), (3, 3)])
    func folioIsChargedOnceWhereAClientThatSendsAgainIsNot(lost: Int, charged: Int) throws {
        let sandbox = try SandboxProcess()
        let programs = try ProgramRunner(loggedInTo: sandbox)

        try lose(lost, sandbox)
        let resending = try sandbox.charges { () throws in
            let outcome = try programs.run(
                "/usr/bin/env", ["python3", Self.script, sandbox.baseURL],
                input: sandbox.key + "\n")
            #expect(outcome.json["sent"] as? Int == charged, "\(outcome.errors)")
        }
        try sandbox.clearFaults()
        try sandbox.control("DELETE", "/media")
        try lose(lost, sandbox)
        let once = try sandbox.charges { () throws in
            _ = try programs.generate("a boat that was asked for once")
            #expect(try programs.folio("recover").code == 0)
        }

        #expect(resending == charged)
        #expect(once == 1)
        #expect(try programs.sqlite("SELECT count(*), -sum(credits) FROM ledgerEntry") == "1|1\n")
    }

    private func lose(_ replies: Int, _ sandbox: SandboxProcess) throws {
        if replies > 0 { try sandbox.fault("lost-reply,times=\(replies)") }
    }
}
