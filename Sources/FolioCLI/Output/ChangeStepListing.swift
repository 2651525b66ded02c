import FolioModel
import FolioStore

/// What `history` prints.
enum ChangeStepTable {
    static func table(_ steps: [Library.ChangeStep], zone: LocalZone) -> TextTable {
        TextTable(
            columns: [.init("step", .right), .init("when"), .init("items", .right), .init("what")],
            rows: steps.map { step in
                [
                    StyledText(String(step.number)), StyledText(zone.minute(of: step.at), .dim),
                    StyledText(step.itemCount == 0 ? "–" : String(step.itemCount)),
                    StyledText(step.summary) + StyledText(step.isUndone ? " (undone)" : "", .dim),
                ]
            })
    }
}

/// What `undo` and `redo` print.
struct RevertedSteps {
    let steps: [Library.RevertedStep]
    let verb: String
    let nothing: String

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            return console.print(
                try JSONText.text(RevertedStepsJSON(steps: steps.map(RevertedStepJSON.init))))
        }
        if steps.isEmpty && !output.quiet { console.printError(nothing) }
        for step in steps {
            let items =
                step.step.itemCount == 0 ? "" : " (\(counted(step.step.itemCount, "item")))"
            if !output.quiet {
                console.print(StyledText("\(verb): \(step.step.summary)\(items)"))
            }
            guard !step.left.isEmpty else { continue }
            let rows = step.left.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            console.printError(
                "left as it is, since something newer changed or needs it: "
                    + rows.joined(separator: ", "))
        }
    }
}

/// A step of the history as JSON output shows it.
struct ChangeStepJSON: Encodable {
    let step: Int64
    let at: String
    let summary: String
    let item_count: Int
    let is_undone: Bool

    init(_ change: Library.ChangeStep) {
        step = change.number
        at = change.at.iso8601
        summary = change.summary
        item_count = change.itemCount
        is_undone = change.isUndone
    }
}

/// Steps that were undone or done again, as JSON output shows them.
struct RevertedStepsJSON: Encodable {
    var format_version = JSONText.formatVersion
    let steps: [RevertedStepJSON]
}

/// One of them.
struct RevertedStepJSON: Encodable {
    let step: Int64
    let summary: String
    let item_count: Int
    /// How many rows were left, by what they are.
    let left: [String: Int]

    init(_ reverted: Library.RevertedStep) {
        step = reverted.step.number
        summary = reverted.step.summary
        item_count = reverted.step.itemCount
        left = reverted.left
    }
}
