import FolioModel
import FolioStore
import FolioSync

extension Actor {
    mutating func createPost(_ kind: UserStep.Kind) async throws {
        let text = "[post \(number).\(chance.below(100_000))] first"
        let items = usableItems()
        let wait = Duration.seconds(chance.within(120...400_000))
        let request = PostRequest(
            content: text, itemIDs: chance.hits(0.5) ? items : [],
            accountIDs: chance.hits(0.5) ? [1] : [1, 2],
            scheduledFor: kind == .postLater ? process.now() + wait : nil,
            isDraft: kind == .postDraft, usesQueue: false)
        let outcome = try await process.posts.createPost(
            request, mode: chance.hits(0.5) ? .online : .queueAllowed)
        deed.texts[outcome.post.id] = text
    }

    private mutating func usableItems() -> [MediaItem.ID] {
        let usable = seen.items.filter { $0.value.presence != "gone" }.keys.sorted()
        return (0..<chance.within(1...2)).compactMap { _ in chance.pick(usable) }
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private mutating func post(in states: Set<String>) -> String? {
        chance.pick(seen.posts.filter { states.contains($0.value.status) }.keys.sorted())
    }

    mutating func editPost() async throws {
        guard let id = post(in: ["queued", "scheduled", "draft"]) else { return }
        let mark = String(seen.posts[id]?.content.prefix { $0 != "]" } ?? "[post")
        let text = "\(mark)] edit \(number)"
        var edit = PostEdit(content: text)
        if chance.hits(0.3) {
            edit.scheduledFor = process.now() + .seconds(chance.within(300...500_000))
        }
        do {
            let outcome = try await process.posts.update(id, edit)
            deed.texts[outcome.post.id] = text
        } catch let crash as Crash {
            deed.attempts.insert(text)
            throw crash
        }
    }

    mutating func changeMedia() async throws {
        guard let id = post(in: ["queued", "scheduled", "draft"]) else { return }
        let items = usableItems()
        guard !items.isEmpty else { return }
        if chance.hits(0.6) {
            _ = try await process.posts.attach(items, to: id, first: chance.hits(0.3))
        } else {
            _ = try await process.posts.detach(items, from: id)
        }
    }

    mutating func deletePost() async throws {
        guard let id = chance.pick(seen.posts.keys.sorted()) else { return }
        deed.discards.insert(id)
        _ = try await process.posts.delete(id)
    }

    mutating func scheduleDraft() async throws {
        guard let id = post(in: ["draft"]) else { return }
        let moment = process.now() + .seconds(chance.within(200...300_000))
        _ = try await process.posts.schedule(id, at: chance.hits(0.3) ? nil : moment)
    }

    mutating func retryPost() async throws {
        guard let id = post(in: ["failed", "partially_failed"]) else { return }
        _ = try await process.posts.retry(id)
    }

    mutating func tryAgain() throws {
        let parked = seen.entries.filter { $0.value.state == "parked" }.keys.sorted()
        guard let id = chance.pick(parked) else { return }
        _ = try process.library.unpark(id)
    }

    /// A person takes back what is unknown or waits.
    mutating func decideEntry() throws {
        let open = seen.entries.filter { ["unknown", "parked"].contains($0.value.state) }
        guard let id = chance.pick(open.keys.sorted()) else { return }
        deed.decided.insert(id)
        _ = try process.library.cancel(
            id, reason: "taken back", now: process.now())
    }
}
