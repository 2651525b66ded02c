import FolioModel
import FolioStore
import FolioTestSupport

/// The library and the model side by side.
final class ModelRun {
    let store: TemporaryLibrary
    private(set) var model = ModelLibrary()
    private var moment = TemporaryLibrary.now

    init() throws {
        store = try TemporaryLibrary()
    }

    /// What differs: the query, what it should find, and what it finds. `nil` where nothing does.
    func difference(_ query: ModelQuery, _ views: [ModelView]) throws -> String? {
        let expected = query.answer(in: model, views)
        let found = try store.library.items(store.request(query.text))
        let ids = found.items.map(\.item.id)
        guard ids != expected || found.total != expected.count else { return nil }
        return "\(query.text) finds \(ids) (\(found.total)) and not \(expected)"
    }

    /// Makes a step happen to both. What the library refuses, the model has to refuse too.
    func make(_ step: ModelStep) throws {
        moment = moment + .seconds(1)
        do {
            try change(step)
        } catch is LibraryError {
            // There is no such tag, album or rule now.
        } catch is TagNameTaken {
            // The tag of that name stays.
        } catch is SavedSearchError {
            // There is no such search, or a rule uses it.
        }
        tell(step)
    }

    private func items(_ numbers: [Int]) -> [Int] {
        guard !model.items.isEmpty else { return [] }
        var seen: Set<Int> = []
        return numbers.map { $0 % model.items.count }.filter { seen.insert($0).inserted }
    }

    func ids(_ numbers: [Int]) -> [MediaItem.ID] {
        items(numbers).map { model.items[$0].id }
    }

    private func names(_ tags: [String]) throws -> [TagName] {
        try tags.map(TagName.init)
    }
}

// What arrives and goes.
extension ModelRun {
    private func change(_ step: ModelStep) throws {
        let library = store.library
        switch step {
        case .add(let prompt, let tags, let minute, let facts):
            let item = try store.add(prompt, minutes: minute, tags: tags) {
                $0.fileName = "bild-\(facts % 7).png"
                $0.model = ["flux-schnell", "nano-banana-pro", nil][facts % 3]
                $0.ratio = ["16:9", "1:1", nil][facts % 3]
                $0.width = [nil, 1_024, 1_920][facts % 3]
                $0.kind = facts % 5 == 0 ? .video : .image
                $0.state = [.ready, .failed, .processing][facts % 4 % 3]
            }
            model.arrive(ModelItem(item), tags: tags)
        case .generate(let prompt, let credits, let tags, let minute):
            let item = try store.generate(prompt, credits: credits, minutes: minute, tags: tags)
            model.arrive(ModelItem(item), tags: tags)
        case .learn(let number, let minute, let facts): try learn(number, minute, facts)
        case .gone(let number):
            for item in items([number]) {
                try library.markGone(model.items[item].id)
                model.items[item].presence = .gone
            }
        case .hold(let number):
            for item in items([number]) { try hold(item) }
        case .post(let numbers):
            guard !model.items.isEmpty else { return }
            _ = try store.queue(ids(numbers))
            for item in items(numbers) { model.items[item].posts += 1 }
        case .undo(let count): _ = try library.undo(count)
        case .redo(let count): _ = try library.redo(count)
        default: try organise(step)
        }
    }

    private func hold(_ item: Int) throws {
        _ = try store.library.holdOriginal(
            of: model.items[item].id, sha256: String(repeating: "a", count: 64), byteCount: 9,
            contentType: "image/png", width: 800, height: 600)
        model.items[item].isHeld = true
        model.items[item].width = model.items[item].width ?? 800
        model.items[item].height = model.items[item].height ?? 600
        if model.items[item].presence == .remote { model.items[item].presence = .both }
    }

    /// An item of the remote's listing; one that was gone comes back.
    private func learn(_ number: Int, _ minute: Int64, _ facts: Int) throws {
        let mediaID = "remote-\(number)"
        let created = TemporaryLibrary.now + .seconds(60 * minute)
        let seen = RemoteMediaItem(
            mediaID: mediaID, kind: .image,
            state: [.ready, .processing, .failed][facts % 3],
            fileName: "boat-\(facts % 4).png", width: 400 * (facts % 5 + 1), height: 700,
            createdAt: created, raw: "{\"facts\":\(facts)}")
        _ = try store.library.learn([seen], now: TemporaryLibrary.now)
        if let known = model.items.firstIndex(where: { $0.mediaID == mediaID }) {
            model.items[known].state = seen.state
            model.items[known].presence = model.items[known].isHeld ? .both : .remote
            model.items[known].fileName = seen.fileName
            model.items[known].width = seen.width
            model.items[known].height = seen.height
        } else if let item = try store.library.item(mediaID: mediaID) {
            var expected = ModelItem(id: item.id, createdAt: created.milliseconds)
            expected.mediaID = mediaID
            expected.state = seen.state
            expected.presence = .remote
            expected.fileName = seen.fileName
            (expected.width, expected.height) = (seen.width, seen.height)
            model.arrive(expected)
        }
    }
}

// What people change.
extension ModelRun {
    private func organise(_ step: ModelStep) throws {
        let library = store.library
        switch step {
        case .addTags(let tags, let numbers):
            _ = try library.addTags(names(tags), to: ids(numbers), now: moment)
        case .removeTags(let tags, let numbers):
            _ = try library.removeTags(names(tags), from: ids(numbers), now: moment)
        case .renameTag(let old, let new):
            _ = try library.renameTag(old, to: TagName(new), now: moment)
        case .mergeTags(let tags, let name):
            _ = try library.mergeTags(tags, into: TagName(name), now: moment)
        case .addAlias(let alias, let name):
            try library.addTagAlias(TagName(alias), of: name, now: moment)
        case .removeAlias(let alias): try library.removeTagAlias(alias, now: moment)
        case .batch(let numbers, let added, let removed):
            let edits = try ids(numbers).map {
                Library.TagEdit(item: $0, added: try names(added), removed: try names(removed))
            }
            _ = try library.editTags(edits, now: moment, dryRun: false)
        case .addRule(let query, let tags):
            let text = ModelQueries.kept[query].text
            _ = try library.addTagRule(text, tags: names(tags), now: moment)
        case .removeRule(let number): try library.removeTagRule(Int64(number), now: moment)
        default: try arrange(step)
        }
    }

    private func arrange(_ step: ModelStep) throws {
        let library = store.library
        switch step {
        case .addToAlbum(let name, let numbers):
            _ = try library.addToAlbum(AlbumName(name), ids(numbers), now: moment)
        case .removeFromAlbum(let name, let numbers):
            _ = try library.removeFromAlbum(name, ids(numbers), now: moment)
        case .deleteAlbum(let name): _ = try library.deleteAlbum(name, now: moment)
        case .renameAlbum(let old, let new):
            _ = try library.renameAlbum(old, to: AlbumName(new), now: moment)
        case .rate(let numbers, let stars): _ = try library.rate(ids(numbers), stars, now: moment)
        case .note(let number, let text):
            for id in ids([number]) { _ = try library.setNote(text, of: id, now: moment) }
        case .hide(let numbers, let isHidden):
            _ = try library.setHidden(isHidden, ids(numbers), now: moment)
        case .save(let name, let query):
            let text = ModelQueries.kept[query].text
            try library.saveSearch(name, text, description: nil, now: moment)
        case .unsave(let name): try library.removeSavedSearch(name, now: moment)
        default: break
        }
    }

    /// The same for the model.
    private func tell(_ step: ModelStep) {
        switch step {
        case .undo(let count): model.undo(count)
        case .redo(let count): model.redo(count)
        default:
            var next = model
            next.step { try tell(step, &$0) }
            model = next
        }
    }

    private func tell(_ step: ModelStep, _ model: inout ModelLibrary) throws {
        switch step {
        case .addTags(let tags, let numbers):
            let chosen = items(numbers)
            guard !chosen.isEmpty else { return }
            for item in chosen { for tag in tags { model.give(item, tag) } }
        case .removeTags(let tags, let numbers): model.take(tags, from: items(numbers))
        case .renameTag(let old, let new): try model.renameTag(old, new)
        case .mergeTags(let tags, let name): try model.mergeTags(tags, into: name)
        case .addAlias(let alias, let name): try model.addAlias(alias, of: name)
        case .removeAlias(let alias): try model.removeAlias(alias)
        case .batch(let numbers, let added, let removed):
            model.edit(items(numbers).map { ($0, added, removed) })
        case .addRule(let query, let tags):
            model.addRule(ModelQueries.kept[query].text, tags)
        case .removeRule(let number): try model.removeRule(number)
        case .addToAlbum(let name, let numbers): model.put(items(numbers), into: name)
        case .removeFromAlbum(let name, let numbers):
            try model.remove(items(numbers), fromAlbum: name)
        case .deleteAlbum(let name): try model.deleteAlbum(name)
        case .renameAlbum(let old, let new): try model.renameAlbum(old, new)
        case .rate(let numbers, let stars): model.rate(items(numbers), stars)
        case .note(let number, let text):
            for item in items([number]) { model.setNote(text, of: item) }
        case .hide(let numbers, let isHidden): model.hide(items(numbers), isHidden)
        case .save(let name, let query): model.save(name, ModelQueries.kept[query].text)
        case .unsave(let name): try model.unsave(name)
        default: break
        }
    }
}

extension ModelItem {
    /// As it was made; nothing that changes later is taken from the library.
    init(_ item: MediaItem) {
        self.init(
            id: item.id, mediaID: item.mediaID, kind: item.kind, state: item.state,
            presence: item.presence, prompt: item.prompt, fileName: item.fileName,
            model: item.model, ratio: item.ratio, width: item.width, height: item.height,
            credits: item.credits, createdAt: item.createdAt.milliseconds)
    }
}
