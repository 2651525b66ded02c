import FolioCLI
import Synchronization
import Testing

/// Text that people write may begin with a dash.
@Suite struct OptionTests {
    @Test func aPostsTextMayBeginWithADash() async throws {
        let create = await parsed([
            "post", "create", "--media", "last", "--text", "-50 % today", "--account", "1",
        ])
        guard case .createPost(let command) = create else {
            Issue.record("not a post: \(String(describing: create))")
            return
        }
        #expect(command.text == "-50 % today")
        #expect(command.accounts == [1])
    }

    @Test func aNewTextAndAPromptMayBeginWithADash() async throws {
        guard
            case .updatePost(let update) = await parsed(
                ["post", "update", "last", "--text", "--now or never--"]),
            case .uploadMedia(let upload) = await parsed(
                ["media", "upload", "a.png", "--prompt", "- a list -"])
        else {
            Issue.record("not taken as commands")
            return
        }
        #expect(update.text == "--now or never--")
        #expect(upload.prompt == "- a list -")
        #expect(upload.files == ["a.png"])
    }

    private func parsed(_ arguments: [String]) async -> OnlineCommand? {
        let recorder = CommandRecorder()
        let console = Console { text, _ in Issue.record("printed: \(text)") }
        let code = await runFolio(arguments, online: recorder, console: console)
        #expect(code == 0)
        return recorder.command.withLock { $0 }
    }
}

/// Keeps the command that it should run.
private final class CommandRecorder: OnlineActions {
    let command = Mutex<OnlineCommand?>(nil)

    func run(_ command: OnlineCommand) async throws {
        self.command.withLock { $0 = command }
    }
}
