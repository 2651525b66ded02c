import FolioModel

/// What the library says agrees with the remote's own books.
struct TruthChecks {
    let before: Snapshot
    let after: Snapshot
    let deed: Deed
    let world: RemoteWorld
    let pardon: Pardon

    func violations() -> [Violation] {
        gone() + paid() + published() + texts() + identities()
    }

    /// No live item is marked gone.
    private func gone() -> [Violation] {
        after.items.sorted { $0.key < $1.key }.compactMap { id, item in
            guard item.presence == "gone", before.items[id]?.presence != "gone",
                let mediaID = item.mediaID, world.has(mediaID)
            else { return nil }
            return Violation(invariant: "live-item-gone", details: "\(id) \(mediaID)")
        }
    }

    private func identities() -> [Violation] {
        after.itemOf.keys.filter { $0.hasPrefix("alien-") }.sorted()
            .map { Violation(invariant: "other-account", details: $0) }
    }

    /// No paid call ran more often than the journal says, and the ledger has what was charged.
    private func paid() -> [Violation] {
        var found: [Violation] = []
        var rows: [String: [(id: String, call: Snapshot.Call)]] = [:]
        for (id, call) in after.calls { rows[call.prompt, default: []].append((id, call)) }
        var ran: [String: [RemoteBooks.Charge]] = [:]
        for charge in world.books.charges { ran[charge.text, default: []].append(charge) }
        for (text, charges) in ran.sorted(by: { $0.key < $1.key }) {
            guard !pardon.prompts.contains(text) else { continue }
            let open = (rows[text] ?? []).filter { row in
                ["made", "sent", "unknown"].contains(row.call.state)
            }
            if charges.count > deed.orders[text] ?? 0 {
                found.append(
                    Violation(
                        invariant: "paid-twice",
                        details: "\(text): asked for \(deed.orders[text] ?? 0) times, "
                            + "ran \(charges.count) times"))
            } else if charges.count > open.count {
                found.append(
                    Violation(
                        invariant: "charge-denied",
                        details: "\(text): ran \(charges.count) times, journal has "
                            + "\(rows[text]?.map { "\($0.call.state) \($0.call.evidence ?? "")" } ?? [])"
                    ))
            }
        }
        return found + ledger(ran)
    }

    private func ledger(_ ran: [String: [RemoteBooks.Charge]]) -> [Violation] {
        after.calls.sorted { $0.key < $1.key }.compactMap { id, call in
            guard call.state == "made", !pardon.prompts.contains(call.prompt),
                !pardon.calls.contains(id)
            else { return nil }
            let charges = ran[call.prompt] ?? []
            guard let item = call.item else {
                let isKnown = charges.contains { $0.credits == after.charges[id] }
                return isKnown
                    ? nil : Violation(invariant: "ledger-wrong", details: "\(id) \(call)")
            }
            let mediaID = after.items[item]?.mediaID
            guard let charge = charges.first(where: { $0.mediaID == mediaID }) else {
                return Violation(
                    invariant: "wrong-item",
                    details: "\(id) \(call.prompt) is said to have made \(mediaID ?? "nothing")")
            }
            guard let booked = after.charges[id], booked != charge.credits,
                !world.books.oddPrices.contains(call.prompt)
            else { return nil }
            return Violation(
                invariant: "ledger-wrong", details: "\(id): \(booked), charged \(charge.credits)")
        }
    }

    /// No post was created, scheduled or tried again twice for one intention.
    private func published() -> [Violation] {
        let books = world.books
        let twice = books.created.filter { $0.value.count > 1 && !pardon.marks.contains($0.key) }
            .map { Violation(invariant: "published-twice", details: "\($0.key) \($0.value)") }
        var entries: [String: Int] = [:]
        for entry in after.entries.values {
            guard let post = entry.post.flatMap({ after.posts[$0]?.postID }) else { continue }
            entries["\(entry.action) \(post)", default: 0] += 1
        }
        let counts =
            books.scheduled.map { ("schedulePost \($0.key)", $0.value, $0.key) }
            + books.retried.map { ("retryPost \($0.key)", $0.value, $0.key) }
        let again = counts.filter { $0.1 > entries[$0.0] ?? 0 && !pardon.posts.contains($0.2) }
            .map { Violation(invariant: "published-twice", details: "\($0.0) ran \($0.1) times") }
        return (twice + again).sorted { $0.details < $1.details }
    }

    /// A text that was acknowledged waits, or the remote has had it.
    private func texts() -> [Violation] {
        deed.texts.sorted { $0.key < $1.key }.compactMap { id, text in
            guard !deed.discards.contains(id) else { return nil }
            let waits = after.entries.values.contains { $0.post == id && $0.json.contains(text) }
            let shown = after.posts[id]?.content
            let isShown = shown == text || shown.map(deed.attempts.contains) ?? false
            let postID = after.posts[id]?.postID
            let isThere = postID.map { world.books.texts[$0]?.contains(text) ?? false } ?? false
            return waits || isShown || isThere
                ? nil : Violation(invariant: "text-lost", details: "\(id) \(text)")
        }
    }
}

/// What is not held against Folio: what came after a backup that was put back, and what no
/// evidence can tell apart.
struct Pardon: Sendable {
    var prompts: Set<String> = []
    var calls: Set<String> = []
    var marks: Set<String> = []
    /// Posts of the remote.
    var posts: Set<String> = []
}
