import FolioModel
import FolioRemote

/// What becomes of an edit that meets the remote's post as it is now: pure, from what both sides
/// agreed on (`base`), what is wanted here, and what the remote shows.
struct PostMerge {
    let base: PostBase?
    let remote: RemotePost
    /// When the edit was made; it stands in for a base that is not known.
    let editedAt: Timestamp

    enum Decision: Hashable {
        /// May be empty: the remote has it already.
        case send(PostChange)
        case conflict([PostConflict])
    }

    /// Texts and times that both sides changed are a conflict: then nothing is sent. Media are
    /// merged; a time zone only says how a time is shown, and ours wins.
    func decide(_ wanted: PostChange) -> Decision {
        let conflicts = [content(wanted.content), time(wanted.scheduledFor)].compactMap(\.self)
        guard conflicts.isEmpty else { return .conflict(conflicts) }
        var change = wanted
        if let media = wanted.mediaIDs { change.mediaIDs = merged(media) }
        return .send(change)
    }

    private func content(_ ours: String?) -> PostConflict? {
        guard let ours, let theirs = remote.content else { return nil }
        let isKnown = base.map { $0.content.trimmed == theirs.trimmed } ?? !hasChangedSince
        guard !isKnown, theirs.trimmed != ours.trimmed else { return nil }
        return PostConflict(field: .content, base: base?.content, ours: ours, theirs: theirs)
    }

    /// A reply without a time says that there is none, or leaves it out: only a draft has none.
    private func time(_ ours: Timestamp?) -> PostConflict? {
        guard let ours, let theirs = remote.scheduledFor, !theirs.isSameSecond(as: ours) else {
            return nil
        }
        let isKnown =
            base.map { $0.scheduledFor?.isSameSecond(as: theirs) ?? false } ?? !hasChangedSince
        guard !isKnown else { return nil }
        return PostConflict(
            field: .scheduledFor, base: base?.scheduledFor?.iso8601, ours: ours.iso8601,
            theirs: theirs.iso8601)
    }

    /// Our list, less what was taken off there, with what was added there at its end.
    private func merged(_ ours: [String]) -> [String] {
        guard let base = base?.mediaIDs, let theirs = remote.mediaIDs else { return ours }
        let removed = Set(base).subtracting(theirs)
        let added = theirs.filter { !base.contains($0) && !ours.contains($0) }
        return ours.filter { !removed.contains($0) } + added
    }

    /// For entries of older versions: whether the remote may have changed since the edit.
    private var hasChangedSince: Bool { remote.updatedAt.map { $0 > editedAt } ?? true }
}
