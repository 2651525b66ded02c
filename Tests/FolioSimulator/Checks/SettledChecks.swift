import FolioModel
import FolioRemote

/// Library and remote agree once faults have stopped and enough syncs have run.
struct SettledChecks {
    let library: Snapshot
    let world: RemoteWorld

    func violations() -> [Violation] {
        entries() + calls() + items() + posts()
    }

    /// A post that needs a picture which is never ready waits; only then may entries of posts.
    private func entries() -> [Violation] {
        let mayWait = world.items.contains { $0.seen.state == .uploading }
        return library.entries.sorted { $0.key < $1.key }.compactMap { id, entry in
            switch entry.state {
            case "sending":
                Violation(invariant: "still-sending", details: "\(id) \(entry.action)")
            case "pending" where entry.post == nil || !mayWait:
                Violation(invariant: "still-pending", details: "\(id) \(entry.action) \(entry)")
            default: nil
            }
        }
    }

    private func calls() -> [Violation] {
        library.calls.sorted { $0.key < $1.key }.filter { $0.value.state == "sent" }
            .map { Violation(invariant: "still-sent", details: $0.key) }
    }

    private func items() -> [Violation] {
        let itemOf = library.itemOf
        let missing = world.items.compactMap { item -> Violation? in
            let seen = item.seen
            guard let id = itemOf[seen.mediaID], let known = library.items[id] else {
                return Violation(invariant: "not-mirrored", details: seen.mediaID)
            }
            guard known.presence == "remote" || known.presence == "both" else {
                return Violation(
                    invariant: "not-mirrored", details: "\(seen.mediaID) is \(known.presence)")
            }
            guard known.state != seen.state.rawValue else { return nil }
            return Violation(
                invariant: "other-state",
                details: "\(seen.mediaID) is \(known.state), there \(seen.state.rawValue)")
        }
        let kept = library.items.sorted { $0.key < $1.key }.filter { _, item in
            guard let mediaID = item.mediaID, ["remote", "both"].contains(item.presence) else {
                return false
            }
            return !world.has(mediaID)
        }
        return missing
            + kept.map {
                Violation(invariant: "deletion-not-found", details: "\($0.key) \($0.value)")
            }
    }

    private func posts() -> [Violation] {
        let known = Dictionary(
            library.posts.values.compactMap { post in post.postID.map { ($0, post) } },
            uniquingKeysWith: { first, _ in first })
        return world.posts.compactMap { post in
            guard let mirrored = known[post.postID] else {
                return Violation(invariant: "post-not-mirrored", details: post.postID)
            }
            guard mirrored.content == post.content, mirrored.status == post.status?.rawValue else {
                return Violation(
                    invariant: "post-differs",
                    details: "\(post.postID): \(mirrored) and \(post.content ?? "") "
                        + "\(post.status?.rawValue ?? "")")
            }
            return nil
        }
    }
}
