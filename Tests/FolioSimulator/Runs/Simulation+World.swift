import FolioModel
import FolioRemote

/// What happens without anybody using Folio.
extension Surroundings.State {
    mutating func happen(_ kind: UserStep.Kind) {
        switch kind {
        case .waitBriefly: advance(by: .seconds(chance.within(1...1_300)))
        case .waitLong: advance(by: .seconds(chance.within(3_600...86_400 * 21)))
        case .others: others()
        case .storm: isStormy = true
        case .calm: isStormy = false
        case .spell: beginSpell()
        case .hide: hide()
        case .clockJump: jump()
        default: break
        }
    }

    private mutating func others() {
        switch chance.below(10) {
        case 0...3: insertElsewhere(chance.within(1...4))
        case 4: deleteElsewhere(1)
        case 5 where allowed.contains(.otherSpending): world.spendElsewhere(chance.within(1...6))
        case 6: world.bonus += chance.within(1...50)
        case 7: editPostElsewhere()
        case 8: createPostElsewhere()
        default: finishPending()
        }
        drainShown()
    }

    private mutating func editPostElsewhere() {
        let open = world.posts.filter { $0.status == .scheduled || $0.status == .draft }
        guard let post = chance.pick(open),
            let index = world.posts.firstIndex(where: { $0.postID == post.postID })
        else { return }
        let mark = PostMark.of(world.posts[index].content ?? "")
        world.posts[index].content = "\(mark) changed elsewhere \(chance.below(1_000))"
        world.touch(index)
    }

    private mutating func createPostElsewhere() {
        let draft = PostDraft(
            content: "[elsewhere \(chance.uuid())]", accountIDs: [1],
            scheduledFor: world.now + .seconds(chance.within(60...90_000)))
        // A refusal is the other client's trouble.
        _ = try? world.create(draft)
    }

    /// Pending items settle.
    private mutating func finishPending() {
        for index in world.items.indices where world.items[index].settles != nil {
            world.items[index].settles?.at = world.now
        }
        advance(by: .seconds(1))
    }

    private mutating func beginSpell() {
        guard let kind = chance.pick(weighted: FaultKind.spells), allowed.contains(kind),
            world.late.isEmpty
        else { return }
        // Among few items so many may really have been deleted.
        if kind == .massVanish, world.items.count < 150 { return }
        strike(kind)
        spells[kind] = truth + .seconds(chance.within(60...20_000))
        if kind == .massVanish { world.vanishMostItems() }
    }

    /// An item is not shown for a while, and perhaps not found either, though never long enough
    /// for two questions ten minutes apart.
    private mutating func hide() {
        guard !world.items.isEmpty else { return }
        let index = chance.below(world.items.count)
        let kind = chance.pick([FaultKind.hiddenItem, .vanishedItem, .oddNotFound]) ?? .hiddenItem
        let isBrief = kind == .vanishedItem
        guard allowed.contains(kind), !isBrief || !world.items[index].hasVanished else { return }
        strike(kind)
        if isBrief { world.items[index].hasVanished = true }
        let span = Duration.seconds(isBrief ? chance.within(10...540) : chance.within(10...90_000))
        let answer: RemoteWorld.Absence =
            kind == .hiddenItem ? .nothing : isBrief ? .notFound : .odd
        world.items[index].hidden = (world.now + span, answer)
    }

    private mutating func jump() {
        let forward = chance.hits(0.5)
        let kind: FaultKind = forward ? .clockJumpForward : .clockJumpBack
        guard allowed.contains(kind) else { return }
        strike(kind)
        let span = Duration.seconds(chance.within(30...100_000))
        ourOffset = forward ? ourOffset + span : ourOffset - span
    }
}
