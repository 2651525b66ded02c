package import FolioModel
package import FolioStore
import Foundation

/// How a library is: what `status` prints.
package struct StatusSheet: Sendable {
    package var path: String
    package var overview: LibraryOverview
    /// What waits for the next sync, oldest first.
    package var pending: [OutboxEntry]
    /// What needs a decision.
    package var parked: [OutboxEntry]
    /// Paid calls whose outcome is not known, oldest first.
    package var unknownCalls: [Generation]
    package var lastSyncAt: Timestamp?
    package var lastSyncSummary: String?
    package var balance: BalanceObservation?
    /// What the limits leave of requests now.
    package var requests: RequestRoom
    package var now: Timestamp

    /// Waiting changes that are shown one by one.
    private static let shown = 20

    package init(_ library: Library, now: Timestamp) throws {
        path = library.folder.path
        overview = try library.overview()
        pending = try library.outbox(in: [.pending, .sending])
        parked = try library.outbox(in: [.parked, .unknown])
        unknownCalls = try library.generations(in: [.sent, .unknown])
        lastSyncAt = try library.state(.lastSyncAt).flatMap(Int64.init)
            .map(Timestamp.init(milliseconds:))
        lastSyncSummary = try library.state(.lastSyncSummary)
        balance = try library.latestObservation()
        // Limits that cannot be read are not told; all else can be.
        requests = RequestRoom(
            try library.requests(before: now), try? Settings(library: library.folder))
        self.now = now
    }

    package var lines: [StyledText] {
        var lines = [
            StyledText(path, .bold),
            StyledText("\(overview.itemsWithPrompt) of \(overview.items) items have a prompt"),
            StyledText("\(counted(overview.posts, "post")), \(counted(overview.tags, "tag"))"),
            StyledText(
                "\(pending.count) changes wait for the next sync"
                    + (pending.isEmpty ? "" : "; folio sync")),
        ]
        lines += pending.prefix(Self.shown).map { StyledText("  \(waitLine($0))") }
        if pending.count > Self.shown {
            lines.append(StyledText("  and \(pending.count - Self.shown) more; --json shows them"))
        }
        lines += parked.map { entry in
            let state = entry.state == .unknown ? "outcome unknown" : "parked"
            return StyledText(
                "\(state): \(entry.action.summary), \(entry.lastError ?? "no reason given")",
                .warning)
        }
        lines += unknownCalls.map(line)
        if !unknownCalls.isEmpty {
            lines.append(StyledText("  see what became of them: folio recover"))
        }
        lines.append(StyledText(syncLine))
        lines.append(StyledText(requestLine))
        lines.append(StyledText(balanceLine))
        if overview.undecodable > 0 {
            lines.append(
                StyledText("\(overview.undecodable) listed things could not be read", .warning))
        }
        return lines
    }

    private func line(_ call: Generation) -> StyledText {
        let price = call.expectedCredits.map { counted($0, "credit") } ?? "price unknown"
        return StyledText("outcome unknown: ", .warning)
            + StyledText("\(call.id), \(price), \(Self.age(of: call.startedAt, now)): ")
            + StyledText(call.prompt).truncated(to: 60)
    }

    private var syncLine: String {
        guard let lastSyncAt else { return "never synced" }
        let summary = lastSyncSummary.map { ": \($0)" } ?? ""
        return "synced \(Self.age(of: lastSyncAt, now))\(summary)"
    }

    /// What waits, and why.
    private func waitLine(_ entry: OutboxEntry) -> String {
        var text = entry.action.summary
        if entry.state == .sending {
            text += ", being sent"
        } else if let reason = entry.lastError {
            text += ": \(SafeText.line(reason))"
        } else {
            text += ", not tried yet"
        }
        guard let moment = entry.notBefore, moment > now else { return text }
        return text + ", next try in \(Self.span(moment - now))"
    }

    private var requestLine: String {
        let hour = requests.hour.map { ", \($0) in this hour" } ?? ""
        let day = requests.day.map { ", \($0) in this day" } ?? ""
        let closed = requests.closedUntil.map {
            "; the remote asked to wait \(Self.span($0 - now))"
        }
        return "\(requests.minute) requests left in this minute\(hour)\(day)\(closed ?? "")"
    }

    /// `90 s`, `12 minutes`
    private static func span(_ span: Duration) -> String {
        let seconds = span.components.seconds + 1
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) minutes"
        default: "\(seconds / 3_600) hours"
        }
    }

    private var balanceLine: String {
        guard let balance else { return "balance unknown" }
        return
            "balance \(counted(balance.remaining, "credit")), seen \(Self.age(of: balance.at, now))"
    }

    /// `12 minutes ago`
    package static func age(of moment: Timestamp, _ now: Timestamp) -> String {
        let minutes = max(0, (now.milliseconds - moment.milliseconds) / 60_000)
        switch minutes {
        case 0: return "just now"
        case 1..<120: return minutes == 1 ? "1 minute ago" : "\(minutes) minutes ago"
        case 120..<2_880: return "\(minutes / 60) hours ago"
        default: return "\(minutes / 1_440) days ago"
        }
    }
}

extension OutboxEntry.Action {
    /// What it is, in a few words.
    package var summary: String {
        switch self {
        case .upload(let item, _): "upload of \(item)"
        case .deleteMedia(let item, _): "deletion of \(item)"
        case .createPost(let post, _, _): "post \(post)"
        case .updatePost(let post, _): "change of post \(post)"
        case .deletePost(let post): "deletion of post \(post)"
        case .schedulePost(let post, _): "schedule of post \(post)"
        case .retryPost(let post): "new try of post \(post)"
        case .changeMedia(let post, _, _, _): "images of post \(post)"
        }
    }
}
