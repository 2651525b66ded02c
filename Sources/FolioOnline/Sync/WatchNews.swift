import FolioCLI
import FolioModel
import FolioSync

/// Tells what happens between two syncs.
struct WatchNews {
    let output: OutputOptions

    func tell(_ event: SyncWatch.Event) {
        let console = Runtime.current.console
        if output.json {
            // Only numbers and words of ours can be missing then.
            guard let text = try? JSONText.text(json(event)) else { return }
            return console.print(text)
        }
        switch event {
        case .down(let reason, _):
            console.printError("\(SafeText.line(reason)); trying again until the remote is back")
        case .back: console.printError("the remote is back")
        case .waits(let reason, let wait):
            guard output.verbose else { return }
            console.printError(
                "\(SafeText.line(reason)); trying again in \(wait.components.seconds) s")
        }
    }

    private func json(_ event: SyncWatch.Event) -> SyncWatchJSON {
        switch event {
        case .down(let reason, let wait):
            SyncWatchJSON(event: "down", reason: reason, seconds: Int(wait.components.seconds))
        case .back: SyncWatchJSON(event: "back", reason: nil, seconds: nil)
        case .waits(let reason, let wait):
            SyncWatchJSON(event: "wait", reason: reason, seconds: Int(wait.components.seconds))
        }
    }
}
