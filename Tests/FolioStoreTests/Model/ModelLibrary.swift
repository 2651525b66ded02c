import FolioModel

/// What a library means, kept as plainly as possible: the judge of the real one, with which it
/// shares nothing but the words of the model.
struct ModelLibrary {
    /// Something that a person said, which has one value or none.
    enum Fact: Hashable {
        /// A name.
        case tag(Int)
        case album(Int)
        /// A query.
        case rule(Int)
        case saved(String)
        /// The number of the tag that it means, under its folded name.
        case alias(String)
        /// Item and tag; the value says nothing.
        case tagged(Int, Int)
        case inAlbum(Int, Int)
        case ruleTag(Int, Int)
        /// Of an item.
        case note(Int)
        case rating(Int)
        case hidden(Int)
    }

    struct Change {
        let fact: Fact
        let old: String?
        let new: String?
        /// Where the value went, if it was moved.
        var target: Fact?
    }

    /// Thrown where the library has to refuse; nothing changes then.
    struct Refused: Error {}

    /// In the order in which they arrived.
    var items: [ModelItem] = []
    private(set) var facts: [Fact: String] = [:]
    private var steps: [(changes: [Change], isUndone: Bool)] = []
    var recorded: [Change] = []
    /// Numbers that were given; none is given twice.
    var lastTag = 0
    var lastAlbum = 0
    var lastRule = 0

    /// One step of the history.
    mutating func step(_ body: (inout ModelLibrary) throws -> Void) {
        var next = self
        next.recorded = []
        do {
            try body(&next)
        } catch {
            return
        }
        let changes = next.recorded
        self = next
        guard !changes.isEmpty else { return }
        steps.removeAll { $0.isUndone }
        steps.append((changes, false))
    }

    mutating func set(_ fact: Fact, _ value: String?) {
        guard facts[fact] != nil || value != nil else { return }
        recorded.append(Change(fact: fact, old: facts[fact], new: value))
        facts[fact] = value
    }

    /// Makes one fact another; where that is there already, the first just goes.
    mutating func move(_ fact: Fact, to target: Fact) {
        guard let value = facts[fact], facts[target] == nil else { return set(fact, nil) }
        recorded.append(Change(fact: fact, old: value, new: value, target: target))
        facts[fact] = nil
        facts[target] = value
    }

    mutating func undo(_ count: Int) {
        for index in steps.indices.filter({ !steps[$0].isUndone }).suffix(count).reversed() {
            for change in steps[index].changes.reversed() {
                if let target = change.target {
                    moveBack(target, to: change.fact)
                } else {
                    revert(change.fact, from: change.new, to: change.old)
                }
            }
            steps[index].isUndone = true
        }
    }

    mutating func redo(_ count: Int) {
        for index in steps.indices.filter({ steps[$0].isUndone }).prefix(count) {
            for change in steps[index].changes {
                if let target = change.target {
                    moveBack(change.fact, to: target)
                } else {
                    revert(change.fact, from: change.old, to: change.new)
                }
            }
            steps[index].isUndone = false
        }
    }

    /// What was changed since, or what something newer needs, stays.
    private mutating func revert(_ fact: Fact, from: String?, to: String?) {
        guard facts[fact] == from else { return }
        if let to {
            guard hasParents(fact, to), isFree(to, for: fact) else { return }
        } else {
            guard !isNamed(fact) else { return }
        }
        facts[fact] = to
    }

    private mutating func moveBack(_ fact: Fact, to target: Fact) {
        guard let value = facts[fact], facts[target] == nil, hasParents(target, value)
        else { return }
        facts[fact] = nil
        facts[target] = value
    }

    private func hasParents(_ fact: Fact, _ value: String) -> Bool {
        switch fact {
        case .alias: facts[.tag(Int(value) ?? 0)] != nil
        case .tagged(_, let tag): facts[.tag(tag)] != nil
        case .inAlbum(_, let album): facts[.album(album)] != nil
        case .ruleTag(let rule, let tag): facts[.rule(rule)] != nil && facts[.tag(tag)] != nil
        default: true
        }
    }

    private func isFree(_ value: String, for fact: Fact) -> Bool {
        !facts.contains { other, name in
            guard other != fact else { return false }
            return switch (fact, other) {
            case (.tag, .tag), (.album, .album): name.lowercased() == value.lowercased()
            case (.rule, .rule): name == value
            default: false
            }
        }
    }

    /// Whether another fact is about this one.
    func isNamed(_ fact: Fact) -> Bool {
        facts.contains { other, value in
            switch (fact, other) {
            case (.tag(let tag), .tagged(_, let named)), (.tag(let tag), .ruleTag(_, let named)):
                tag == named
            case (.tag(let tag), .alias): "\(tag)" == value
            case (.album(let album), .inAlbum(_, let named)): album == named
            case (.rule(let rule), .ruleTag(let named, _)): rule == named
            default: false
            }
        }
    }
}

/// An item as the model knows it.
struct ModelItem {
    var id: MediaItem.ID
    var mediaID: String?
    var kind = MediaItem.Kind.image
    var state = MediaItem.State.ready
    var presence = MediaItem.Presence.local
    var prompt: String?
    var fileName: String?
    var model: String?
    var ratio: String?
    var width: Int?
    var height: Int?
    var credits: Int?
    var isHeld = false
    /// Milliseconds since 1970 UTC.
    var createdAt: Int64
    var posts = 0
}
