import FolioModel
import FolioRemote

extension RemoteWorld {
    /// An item of somebody else, not paid for by this library.
    mutating func addStranger(at moment: Timestamp, state: MediaItem.State = .ready) {
        let mediaID =
            oddities.contains(.oddID)
            ? ["not a uuid \(chance.below(1_000))", "é/\(chance.below(1_000))?x"][chance.below(2)]
            : chance.uuid()
        var seen = RemoteMediaItem(
            mediaID: mediaID, kind: .image, state: state,
            fileName: "image-\(chance.below(1_000)).png", contentType: "image/png",
            width: 1_024, height: chance.pick([1_024, 768, 576]) ?? 1_024, createdAt: moment)
        if chance.hits(climate.fileShare) { seen.url = "https://files.invalid/\(mediaID)" }
        insert(Item(seen: seen))
        books.strangers[mediaID] = now
    }

    mutating func insert(_ item: Item) {
        let moment = item.seen.createdAt ?? now
        let index = items.firstIndex { ($0.seen.createdAt ?? now) <= moment } ?? items.count
        items.insert(item, at: index)
        refresh(index)
    }

    /// The JSON changes with what it says.
    mutating func refresh(_ index: Int) {
        let seen = items[index].seen
        items[index].seen.raw =
            #"{"media_id":"\#(seen.mediaID)","status":"\#(seen.state.rawValue)","#
            + #""created_at":\#(seen.createdAt?.milliseconds ?? 0)}"#
    }

    /// What is made later is shown: of an item that two answers miss, and whose neighbours are
    /// found, nobody can tell that it is there.
    mutating func vanishMostItems() {
        vanished = Set(items.dropFirst(Self.fewItems).map(\.seen.mediaID))
    }

    func index(of mediaID: String) -> Int? {
        items.firstIndex { $0.seen.mediaID == mediaID }
    }

    /// Whether the listing does not show an image that this prompt made.
    func hides(imageOf prompt: String) -> Bool {
        books.charges.contains { charge in
            charge.text == prompt
                && charge.mediaID.flatMap(index).map { items[$0].hidden != nil } ?? false
        }
    }

    func has(_ mediaID: String) -> Bool { index(of: mediaID) != nil }

    /// What the listing shows, ties in any order.
    mutating func listing() -> [RemoteMediaItem] {
        var list = items.filter { $0.hidden == nil && !vanished.contains($0.seen.mediaID) }
            .map(\.seen)
        guard climate.tieShare > 0 else { return list }
        for index in list.indices.dropFirst()
        where list[index].createdAt == list[index - 1].createdAt && chance.hits(0.5) {
            list.swapAt(index, index - 1)
        }
        return list
    }

    mutating func page(offset: Int, limit: Int) -> Page<RemoteMediaItem> {
        let list = listing()
        let size = min(limit, climate.pageCap)
        let page = Array(list.dropFirst(offset).prefix(size))
        return Page(
            elements: page, hasMore: hasMore(offset + page.count, of: list.count, page.isEmpty),
            total: climate.tellsTotal ? list.count : nil)
    }

    /// As it is told, or follows from a total; an empty page has none behind it.
    func hasMore(_ end: Int, of count: Int, _ isEmpty: Bool) -> Bool? {
        if isEmpty { return false }
        return climate.tellsHasMore || climate.tellsTotal ? end < count : nil
    }

    func mediaItem(_ mediaID: String) throws -> RemoteMediaItem {
        guard let index = index(of: mediaID), !vanished.contains(mediaID) else {
            throw Self.refusal(404, "not_found", .notFound)
        }
        switch items[index].hidden?.answer {
        case .notFound: throw Self.refusal(404, "not_found", .notFound)
        case .odd: throw RemoteError(.refused, status: 404)
        case .nothing, nil: return items[index].seen
        }
    }

    private static let fewItems = 5

    mutating func delete(_ mediaID: String, force: Bool) throws {
        guard has(mediaID) else { throw Self.refusal(404, "not_found", .notFound) }
        let users = posts.filter {
            [.scheduled, .publishing].contains($0.status)
                && $0.mediaIDs?.contains(mediaID) == true
        }
        guard force || users.isEmpty else {
            throw Self.refusal(409, "media_in_use", .mediaInUse(postIDs: users.map(\.postID)))
        }
        remove(mediaID)
    }

    mutating func remove(_ mediaID: String) {
        items.removeAll { $0.seen.mediaID == mediaID }
        books.deletedMedia[mediaID] = now
        for index in posts.indices where posts[index].mediaIDs?.contains(mediaID) == true {
            posts[index].mediaIDs?.removeAll { $0 == mediaID }
            touch(index)
        }
    }

    mutating func reserve(_ upload: UploadRequest) -> UploadSlot {
        let mediaID = chance.uuid()
        insert(
            Item(
                seen: RemoteMediaItem(
                    mediaID: mediaID, kind: .image, state: .uploading, fileName: upload.fileName,
                    contentType: upload.contentType, byteCount: upload.byteCount,
                    width: upload.width, height: upload.height, createdAt: now), hasBytes: false))
        return UploadSlot(
            mediaID: mediaID, url: "https://upload.invalid/\(mediaID)",
            method: .multipart(fieldName: "file"))
    }

    mutating func receive(_ slot: UploadSlot) throws {
        guard let index = index(of: slot.mediaID) else {
            throw RemoteError(.refused, status: 403)
        }
        items[index].hasBytes = true
    }

    mutating func complete(_ mediaID: String) throws -> RemoteMediaItem {
        guard let index = index(of: mediaID) else {
            throw Self.refusal(404, "not_found", .notFound)
        }
        guard items[index].hasBytes else { throw Self.refusal(400, "validation_error") }
        books.completed.insert(mediaID)
        if items[index].seen.state == .uploading {
            let isSlow = chance.hits(0.3)
            items[index].seen.state = isSlow ? .processing : .ready
            let isBad = chance.hits(0.1)
            let span = Duration.seconds(chance.within(1...600))
            items[index].settles = isSlow ? (now + span, isBad ? .failed : .ready) : nil
            refresh(index)
        }
        return items[index].seen
    }
}
