import FolioTestSupport
import Foundation
import Testing

/// A post that is edited without a network and changed there meanwhile, with the built program.
@Suite struct ConflictCommandTests {
    /// A sandbox that goes away and comes back at its address.
    private struct Scene {
        let programs: ProgramRunner
        let sandbox: SandboxProcess
        /// The remote's id of the post.
        let postID: String
        /// The sandbox's books lie in a folder that goes with it.
        let books: ProgramRunner
    }

    /// "Winter sale" became "Last day" here while the remote was away.
    private func editedOffline() throws -> Scene {
        let folder = try ProgramRunner()
        let state = folder.folder.appendingPathComponent("state").path
        let scout = try SandboxProcess("--state", state)
        let port = try #require(URL(string: scout.baseURL)?.port.map(String.init))
        let programs = try ProgramRunner(loggedInTo: scout)
        let made = try programs.folio(
            "post", "create", "--text", "Winter sale", "--account", "1", "--at", "+9d")
        #expect(made.code == 0, "\(made.errors)")
        try scout.stop()
        let edit = try programs.folio("post", "update", "last", "--text", "Last day")
        #expect(edit.code == 0, "\(edit.errors)")
        #expect(edit.output.contains("queued"))
        let sandbox = try SandboxProcess("--state", state, "--port", port)
        let posts = try programs.folio("post", "list", "--json").json["items"] as? [[String: Any]]
        let postID = try #require(posts?.first?["post_id"] as? String)
        return Scene(programs: programs, sandbox: sandbox, postID: postID, books: folder)
    }

    private func content(_ scene: Scene) throws -> String? {
        let data = try scene.sandbox.api("GET", "/posts/\(scene.postID)")
        return (data["post"] as? [String: Any] ?? data)["content"] as? String
    }

    @Test func aTextThatBothSidesChangedIsShownDecidedAndSent() throws {
        let scene = try editedOffline()
        let programs = scene.programs
        try scene.sandbox.api("PATCH", "/posts/\(scene.postID)", ["content": "Two days left"])

        let sync = try programs.folio("sync", "--json")
        #expect(sync.code == 0, "\(sync.errors)")
        #expect((sync.summary["parked"] as? [Any])?.count == 1)
        #expect(try content(scene) == "Two days left")
        let conflicts = try programs.folio("conflicts", "--json").json["items"] as? [[String: Any]]
        let entry = conflicts?.first?["entry"] as? [String: Any]
        let number = try #require(entry?["id"] as? Int)
        let fields = conflicts?.first?["fields"] as? [[String: Any]]
        #expect(fields?.first?["base"] as? String == "Winter sale")
        #expect(fields?.first?["ours"] as? String == "Last day")
        #expect(fields?.first?["theirs"] as? String == "Two days left")

        #expect(try programs.folio("resolve", "\(number)", "--ours").code == 0)
        #expect(try programs.folio("sync").code == 0)

        #expect(try content(scene) == "Last day")
        let left = try programs.folio("conflicts", "--json").json["items"] as? [Any]
        #expect(left?.isEmpty == true)
    }

    @Test func aPostThatWasDeletedThereIsMadeAnewByOurWord() throws {
        let scene = try editedOffline()
        let programs = scene.programs
        try scene.sandbox.api("DELETE", "/posts/\(scene.postID)")
        let before = try scene.sandbox.calls("POST /posts")

        #expect(try programs.folio("sync").code == 0)
        let shown = try programs.folio("conflicts")
        #expect(shown.output.contains("deleted there"), "\(shown.output)")
        let conflicts = try programs.folio("conflicts", "--json").json["items"] as? [[String: Any]]
        let entry = conflicts?.first?["entry"] as? [String: Any]
        let number = try #require(entry?["id"] as? Int)
        #expect(try programs.folio("resolve", "\(number)", "--ours").code == 0)
        #expect(try programs.folio("sync").code == 0)
        #expect(try programs.folio("sync").code == 0)

        #expect(try scene.sandbox.calls("POST /posts") - before == 1)
        #expect(try programs.folio("post", "list").output.contains("Last day"))
    }
}
