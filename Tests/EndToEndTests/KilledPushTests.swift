import FolioTestSupport
import Foundation
import Testing

/// The program is killed while it sends several posts at once.
@Suite struct KilledPushTests {
    private static let texts = (1...6).map { "Winter sale, day \($0)" }

    @Test func noPostIsSentTwiceAndEachThatRanIsFound() throws {
        let books = try ProgramRunner()
        let state = books.folder.appendingPathComponent("state").path
        let scout = try SandboxProcess("--state", state)
        let port = try #require(URL(string: scout.baseURL)?.port.map(String.init))
        let programs = try ProgramRunner(loggedInTo: scout)
        #expect(try programs.folio("sync").code == 0)
        try scout.stop()
        for text in Self.texts {
            let made = try programs.folio(
                "post", "create", "--text", text, "--account", "1", "--at", "+9d")
            #expect(made.code == 0, "\(made.errors)")
        }
        let sandbox = try SandboxProcess("--state", state, "--port", port)
        for work in ["yes", "no"] {
            try sandbox.fault("hang,times=2,work=\(work)", route: "POST /posts")
        }

        let push = try programs.start("folio", ["sync", "--only", "push"])
        try until("four posts are under way") { try sandbox.calls("POST /posts") == 4 }
        push.signal(SIGKILL)
        _ = try push.wait()
        #expect(try states(programs) == ["pending 2", "sending 4"])
        try sandbox.clearFaults()
        let next = try programs.folio("sync", "--json")

        #expect(next.code == 0, "\(next.errors)")
        #expect(try states(programs) == ["done 4", "unknown 2"])
        #expect(try sandbox.calls("POST /posts") == 6)
        #expect(try there(sandbox).count == 4)
        #expect(try Set(there(sandbox)).count == 4)
        #expect(try programs.folio("doctor").code == 0)
    }

    /// How many entries of the outbox are in each state.
    private func states(_ programs: ProgramRunner) throws -> [String] {
        try programs.sqlite("SELECT state || ' ' || count(*) FROM outbox GROUP BY state")
            .split(separator: "\n").map(String.init)
    }

    /// The texts of the remote's posts.
    private func there(_ sandbox: SandboxProcess) throws -> [String] {
        let data = try sandbox.api("GET", "/posts?limit=100")
        let posts = data["posts"] as? [[String: Any]] ?? data["items"] as? [[String: Any]] ?? []
        return posts.compactMap { $0["content"] as? String }
    }
}
