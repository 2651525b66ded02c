import FolioCLI
import FolioModel
import FolioSync

/// What `folio sync --dry-run` prints for people, one line a step.
struct SyncPlanReport {
    /// Steps of one kind that are shown without `--verbose`.
    private static let shown = 20

    let steps: SyncSteps
    let output: OutputOptions

    func print() throws {
        let console = Runtime.current.console
        var counts: [SyncStep.Kind: Int] = [:]
        try steps.forEach { step in
            counts[step.kind, default: 0] += 1
            if output.verbose || counts[step.kind, default: 0] <= Self.shown {
                console.print(Self.line(step))
            }
        }
        guard !output.verbose else { return }
        for kind in SyncStep.Kind.allCases {
            let rest = counts[kind, default: 0] - Self.shown
            if rest > 0 { console.print("\(kind.title) \(rest) more; --verbose shows them") }
        }
    }

    private static func line(_ step: SyncStep) -> String {
        var text = step.kind.title + " "
        if let entry = step.entry {
            text += entry.action.summary
            if let reason = step.reason { text += ": \(reason)" }
            if let moment = entry.notBefore { text += ", not before \(moment.iso8601)" }
        } else if step.post != nil || step.postID != nil {
            text += "post " + (step.post ?? step.postID ?? "")
        } else {
            text += step.item ?? step.mediaID ?? ""
        }
        return SafeText.line(text)
    }
}

extension SyncStep.Kind {
    /// In a plan, all of one width.
    fileprivate var title: String {
        switch self {
        case .added: "new:    "
        case .changed: "changed:"
        case .sent: "send:   "
        case .parked: "park:   "
        case .unknown: "unknown:"
        case .waits: "waits:  "
        case .fetched: "fetch:  "
        case .missing: "missing:"
        case .gone: "gone:   "
        }
    }
}
