// What each kind of change means.
extension ModelLibrary {
    func tag(_ name: String) -> Int? {
        let folded = name.lowercased()
        if let tag = facts[.alias(folded)] { return Int(tag) }
        return ownTag(folded)
    }

    /// The tag of just this name; another name of one does not count.
    private func ownTag(_ folded: String) -> Int? {
        for case (.tag(let tag), let name) in facts where name.lowercased() == folded { return tag }
        return nil
    }

    mutating func tagOrNew(_ name: String) -> Int {
        if let known = tag(name) { return known }
        lastTag += 1
        set(.tag(lastTag), name)
        return lastTag
    }

    private func knownTag(_ name: String) throws -> Int {
        guard let tag = tag(name) else { throw Refused() }
        return tag
    }

    mutating func give(_ item: Int, _ name: String) {
        let tag = tagOrNew(name)
        if facts[.tagged(item, tag)] == nil { set(.tagged(item, tag), "") }
    }

    private mutating func forgetUnused(_ tags: [Int]) {
        for tag in Set(tags) where !isNamed(.tag(tag)) { set(.tag(tag), nil) }
    }

    mutating func take(_ names: [String], from items: [Int]) {
        let tags = names.compactMap(tag)
        for item in items { for tag in tags { set(.tagged(item, tag), nil) } }
        forgetUnused(tags)
    }

    mutating func edit(_ edits: [(item: Int, added: [String], removed: [String])]) {
        var removed: [Int] = []
        for edit in edits {
            for name in edit.added { give(edit.item, name) }
            let tags = edit.removed.compactMap(tag)
            for tag in tags { set(.tagged(edit.item, tag), nil) }
            removed += tags
        }
        forgetUnused(removed)
    }

    mutating func renameTag(_ old: String, _ new: String) throws {
        let tag = try knownTag(old)
        if facts[.alias(new.lowercased())] == "\(tag)" { set(.alias(new.lowercased()), nil) }
        if let other = self.tag(new), other != tag { return join([tag], into: other) }
        set(.tag(tag), new)
    }

    mutating func mergeTags(_ names: [String], into name: String) throws {
        let tags = try names.map(knownTag)
        let target = tagOrNew(name)
        join(tags.filter { $0 != target }, into: target)
    }

    private mutating func join(_ tags: [Int], into target: Int) {
        // Of several tags of one item the oldest becomes the new one; that shows once it is undone.
        for (fact, value) in facts.sorted(by: { Self.tag(of: $0.key) < Self.tag(of: $1.key) }) {
            switch fact {
            case .tagged(let item, let tag) where tags.contains(tag):
                move(fact, to: .tagged(item, target))
            case .ruleTag(let rule, let tag) where tags.contains(tag):
                move(fact, to: .ruleTag(rule, target))
            case .alias where tags.contains(Int(value) ?? 0): set(fact, "\(target)")
            default: break
            }
        }
        for tag in Set(tags) { set(.tag(tag), nil) }
    }

    private static func tag(of fact: Fact) -> Int {
        switch fact {
        case .tagged(_, let tag), .ruleTag(_, let tag): tag
        default: 0
        }
    }

    mutating func addAlias(_ alias: String, of name: String) throws {
        let tag = try knownTag(name)
        guard ownTag(alias.lowercased()) == nil else { throw Refused() }
        guard facts[.alias(alias.lowercased())] != "\(tag)" else { return }
        set(.alias(alias.lowercased()), "\(tag)")
    }

    mutating func removeAlias(_ alias: String) throws {
        guard let tag = facts[.alias(alias.lowercased())].flatMap({ Int($0) }) else {
            throw Refused()
        }
        set(.alias(alias.lowercased()), nil)
        forgetUnused([tag])
    }

    mutating func addRule(_ query: String, _ names: [String]) {
        var number: Int?
        for case (.rule(let rule), query) in facts { number = rule }
        if number == nil {
            lastRule += 1
            set(.rule(lastRule), query)
        }
        let rule = number ?? lastRule
        for name in names {
            let tag = tagOrNew(name)
            if facts[.ruleTag(rule, tag)] == nil { set(.ruleTag(rule, tag), "") }
        }
    }

    mutating func removeRule(_ rule: Int) throws {
        guard facts[.rule(rule)] != nil else { throw Refused() }
        var tags: [Int] = []
        for case .ruleTag(rule, let tag) in facts.keys { tags.append(tag) }
        for tag in tags { set(.ruleTag(rule, tag), nil) }
        set(.rule(rule), nil)
        forgetUnused(tags)
    }
}

// Albums, opinions and saved searches.
extension ModelLibrary {
    func album(_ name: String) -> Int? {
        for case (.album(let album), let known) in facts
        where known.lowercased() == name.lowercased() { return album }
        return nil
    }

    mutating func put(_ items: [Int], into name: String) {
        if album(name) == nil {
            lastAlbum += 1
            set(.album(lastAlbum), name)
        }
        let album = album(name) ?? lastAlbum
        for item in items where facts[.inAlbum(item, album)] == nil {
            set(.inAlbum(item, album), "")
        }
    }

    mutating func remove(_ items: [Int], fromAlbum name: String) throws {
        guard let album = album(name) else { throw Refused() }
        for item in items { set(.inAlbum(item, album), nil) }
    }

    mutating func deleteAlbum(_ name: String) throws {
        guard let album = album(name) else { throw Refused() }
        for case .inAlbum(let item, album) in facts.keys { set(.inAlbum(item, album), nil) }
        set(.album(album), nil)
    }

    mutating func renameAlbum(_ old: String, _ new: String) throws {
        guard let album = album(old) else { throw Refused() }
        guard let other = self.album(new), other != album else { return set(.album(album), new) }
        for case .inAlbum(let item, album) in facts.keys {
            move(.inAlbum(item, album), to: .inAlbum(item, other))
        }
        set(.album(album), nil)
    }

    mutating func rate(_ items: [Int], _ stars: Int) {
        let value = stars == 0 ? nil : "\(stars)"
        for item in items where facts[.rating(item)] != value { set(.rating(item), value) }
    }

    mutating func setNote(_ text: String?, of item: Int) {
        if facts[.note(item)] != text { set(.note(item), text) }
    }

    mutating func hide(_ items: [Int], _ isHidden: Bool) {
        let value = isHidden ? "" : nil
        for item in items where facts[.hidden(item)] != value { set(.hidden(item), value) }
    }

    mutating func save(_ name: String, _ query: String) {
        if facts[.saved(name)] != query { set(.saved(name), query) }
    }

    mutating func unsave(_ name: String) throws {
        guard facts[.saved(name)] != nil else { throw Refused() }
        set(.saved(name), nil)
    }

    /// Adds an item with its tags, and those of the rules that fit it as it arrives.
    mutating func arrive(_ item: ModelItem, tags: [String] = []) {
        let before = recorded
        items.append(item)
        let number = items.count - 1
        for name in tags { give(number, name) }
        let view = views([number])[0]
        var given: [Int] = []
        for case (.rule(let rule), let text) in facts {
            guard let query = ModelQueries.kept.first(where: { $0.text == text }),
                query.isTrue(view, self)
            else { continue }
            for case .ruleTag(rule, let tag) in facts.keys { given.append(tag) }
        }
        for tag in Set(given) where facts[.tagged(number, tag)] == nil {
            set(.tagged(number, tag), "")
        }
        // What arrives is no step of the history.
        recorded = before
    }
}
