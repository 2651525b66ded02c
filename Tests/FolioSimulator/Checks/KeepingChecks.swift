/// Nothing that was known before a step is lost by it.
struct KeepingChecks {
    let before: Snapshot
    let after: Snapshot
    let deed: Deed

    func violations() -> [Violation] {
        tags() + items() + posts() + entries() + calls()
    }

    private func tags() -> [Violation] {
        let lost = before.tags.subtracting(after.tags).subtracting(deed.untags)
        let missing = deed.tagged.subtracting(after.tags)
        return lost.union(missing).sorted { $0.joined() < $1.joined() }
            .map { Violation(invariant: "tag-lost", details: "\($0)") }
    }

    private func items() -> [Violation] {
        let itemOf = after.itemOf
        return before.items.sorted { $0.key < $1.key }.flatMap { id, item -> [Violation] in
            guard let now = after.items[id] else {
                // An item that only a listing had shown may turn out to be another one's upload.
                let isCarried = item.mediaID.map { itemOf[$0] != nil } ?? false
                let isBare = item.prompt == nil && !item.hasOriginal
                return isCarried && isBare
                    ? [] : [Violation(invariant: "item-lost", details: "\(id) \(item)")]
            }
            var found: [Violation] = []
            if item.prompt != nil, now.prompt != item.prompt {
                found.append(
                    Violation(
                        invariant: "prompt-lost",
                        details: "\(id): \(item.prompt ?? "") became \(now.prompt ?? "NULL")"))
            }
            if item.hasOriginal, !now.hasOriginal {
                found.append(Violation(invariant: "original-lost", details: id))
            }
            return found
        }
    }

    private func posts() -> [Violation] {
        let carried = Set(after.posts.values.compactMap(\.postID))
        return before.posts.sorted { $0.key < $1.key }.compactMap { id, post in
            guard after.posts[id] == nil, !deed.discards.contains(id) else { return nil }
            // A sync saw it before its reply was known: one post, with the id people know.
            if let postID = post.postID, carried.contains(postID) { return nil }
            return Violation(invariant: "post-lost", details: "\(id) \(post)")
        }
    }

    private func entries() -> [Violation] {
        before.entries.sorted { $0.key < $1.key }.compactMap { id, entry in
            guard let now = after.entries[id] else {
                return entry.post.map(deed.discards.contains) ?? false
                    ? nil : Violation(invariant: "outbox-dropped", details: "\(id) \(entry)")
            }
            if ["done", "cancelled"].contains(entry.state), now.state != entry.state {
                return Violation(
                    invariant: "outbox-reopened", details: "\(id) \(entry.state) → \(now.state)")
            }
            if entry.state == "unknown", !["unknown", "done"].contains(now.state),
                !deed.decided.contains(id)
            {
                return Violation(
                    invariant: "unknown-forgotten", details: "\(id) \(entry.action) → \(now.state)")
            }
            return nil
        }
    }

    private func calls() -> [Violation] {
        let settled: Set = ["made", "refused", "notMade"]
        return before.calls.sorted { $0.key < $1.key }.compactMap { id, call in
            guard let now = after.calls[id] else {
                return Violation(invariant: "journal-lost", details: "\(id) \(call)")
            }
            guard now.prompt == call.prompt else {
                return Violation(invariant: "journal-changed", details: "\(id) \(call.prompt)")
            }
            if settled.contains(call.state), now.state != call.state {
                return Violation(
                    invariant: "journal-reopened", details: "\(id) \(call.state) → \(now.state)")
            }
            return before.charges[id] != nil && before.charges[id] != after.charges[id]
                ? Violation(invariant: "ledger-changed", details: id) : nil
        }
    }
}
