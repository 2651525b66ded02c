import FolioModel
import FolioRemote

/// Faults that last: another account's key, a remote that was emptied, one that knows nothing.
extension Surroundings.State {
    /// What a call is told while such a fault lasts; `nil` where it runs as usual.
    func spellError(_ name: String, _ manner: Manner) -> RemoteError? {
        if spells[.keyRefused] != nil { return RemoteError(.keyRefused, status: 401) }
        let isAboutOne = ["mediaItem", "post", "postResults", "completeUpload"].contains(name)
        if spells[.brownOut] != nil || spells[.emptiedRemote] != nil, isAboutOne {
            return RemoteWorld.refusal(404, "not_found", .notFound)
        }
        guard spells[.wrongAccount] != nil else { return nil }
        if isAboutOne { return RemoteWorld.refusal(404, "not_found", .notFound) }
        return manner == .read ? nil : RemoteError(.forbidden, status: 403)
    }

    /// Whose key it is, as the remote says now.
    func identity() -> RemoteIdentity {
        var identity = world.identity(world.now)
        if spells[.wrongAccount] != nil {
            identity.organizationID = "organization-2"
            identity.workspaceID = "workspace-2"
            identity.credits = .init(used: 3, limit: 77, bonus: 0)
        }
        return identity
    }

    /// A page of media as it arrives, with what may be wrong with it.
    mutating func mediaPage(offset: Int, limit: Int) -> Page<RemoteMediaItem> {
        if spells[.emptiedRemote] != nil {
            return Page(elements: [], hasMore: false, total: climate.tellsTotal ? 0 : nil)
        }
        if spells[.wrongAccount] != nil {
            let alien = RemoteMediaItem(
                mediaID: "alien-\(offset)", createdAt: world.now, raw: #"{"alien":true}"#)
            return Page(elements: offset == 0 ? [alien] : [], hasMore: false)
        }
        let ties = climate.tieShare > 0 && world.items.count > 1
        if ties { book.note(.shuffledTies) }
        let page = world.page(offset: offset, limit: limit)
        defer { previousPage = page }
        guard let kind = draw(FaultKind.ofPages, climate.pageFaults) else { return page }
        return spoiled(page, kind, offset: offset, limit: limit)
    }

    private mutating func spoiled(
        _ page: Page<RemoteMediaItem>, _ kind: FaultKind, offset: Int, limit: Int
    ) -> Page<RemoteMediaItem> {
        var page = page
        guard !page.elements.isEmpty || kind == .stalePage else { return page }
        strike(kind)
        switch kind {
        case .emptyPage: page = Page(elements: [], hasMore: false, total: page.total)
        case .shortPage: page.elements.removeLast(chance.within(1...page.elements.count))
        case .repeatedPage: page.elements = previousPage?.elements ?? page.elements
        case .shuffledPage:
            for index in page.elements.indices {
                page.elements.swapAt(index, chance.below(page.elements.count))
            }
        case .stalePage: page = past.page(offset: offset, limit: limit)
        case .itemTwice: page.elements.append(page.elements[chance.below(page.elements.count)])
        case .unreadableItem:
            let index = chance.below(page.elements.count)
            page.elements.remove(at: index)
            page.undecodable.append(
                UndecodableElement(raw: #"{"media_id":7,"at":\#(index)}"#, reason: "no id"))
        case .hugePage:
            let rest = page.elements
            while page.elements.count < climate.hugeCount { page.elements += rest }
        case .insertWhilePaging: insertElsewhere(chance.within(1...3))
        case .deleteWhilePaging: deleteElsewhere(chance.within(1...2))
        default: break
        }
        return page
    }

    /// Somebody else adds items that cost nothing.
    mutating func insertElsewhere(_ count: Int) {
        for _ in 0..<count {
            var moment = world.now
            if allowed.contains(.oddID), chance.hits(0.04) {
                world.oddities.insert(.oddID)
                strike(.oddID)
            }
            if allowed.contains(.backDatedItem), chance.hits(0.08) {
                strike(.backDatedItem)
                moment = moment - .seconds(chance.within(60...86_400 * 200))
            } else if allowed.contains(.oddDate), chance.hits(0.03) {
                strike(.oddDate)
                moment = Timestamp(
                    milliseconds: [-9_000_000_000, 4_102_444_800_000][chance.below(2)])
            }
            var state: MediaItem.State = chance.hits(0.2) ? .processing : .ready
            if allowed.contains(.unknownState), chance.hits(0.04) {
                strike(.unknownState)
                state = .unknown
            }
            world.addStranger(at: moment, state: state)
            world.oddities = []
            guard state == .processing,
                let index = world.items.firstIndex(where: {
                    $0.settles == nil && $0.seen.state == .processing
                })
            else { continue }
            strike(.stateChange)
            world.items[index].settles = (
                world.now + .seconds(chance.within(1...4_000)),
                chance.hits(0.1) ? .failed : .ready
            )
        }
    }

    /// Somebody else deletes items.
    mutating func deleteElsewhere(_ count: Int) {
        for _ in 0..<count {
            guard let victim = chance.pick(world.items)?.seen.mediaID else { return }
            record("deleted elsewhere \(victim)")
            if world.books.promptOf[victim] != nil { world.books.paidDeletedElsewhere += 1 }
            world.remove(victim)
        }
    }
}
