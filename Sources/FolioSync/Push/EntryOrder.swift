import FolioModel
import FolioStore

/// Which entries must keep their order.
struct EntryOrder {
    let library: Library

    /// Whether `later` has to wait until `earlier` is settled: both change the same item or post,
    /// or `later` deletes what `earlier` shows.
    func precedes(_ earlier: OutboxEntry, _ later: OutboxEntry) throws -> Bool {
        guard earlier.id < later.id else { return false }
        return EntrySubjects([try subject(earlier)]).holdUp(try subject(later))
    }

    /// What the entry is about, as the library knows it now.
    func subject(_ entry: OutboxEntry) throws -> EntrySubject {
        let needed = try shownItems(entry.action)
        var touched = Set(needed)
        if let post = entry.action.postID { touched.formUnion(try library.post(post).itemIDs) }
        if case .changeMedia(_, _, let removed, _) = entry.action { touched.formUnion(removed) }
        return EntrySubject(entry.action, needed: needed, touched: touched)
    }

    /// Items that the action needs on the remote.
    func shownItems(_ action: OutboxEntry.Action) throws -> [MediaItem.ID] {
        switch action {
        case .createPost(let id, _, _): try library.post(id).itemIDs
        case .updatePost(_, let edit): edit.itemIDs ?? []
        case .changeMedia(_, let add, _, _): add
        case .upload, .deleteMedia, .deletePost, .schedulePost, .retryPost: []
        }
    }
}

/// What an entry is about.
struct EntrySubject: Sendable {
    /// The post or the item that it changes.
    let post: Post.ID?
    let item: MediaItem.ID?
    let deletesItem: Bool
    /// Items that it needs on the remote.
    let needed: [MediaItem.ID]
    /// The same, those that it takes off its post, and all others that the post shows.
    let touched: Set<MediaItem.ID>

    init(
        _ action: OutboxEntry.Action, needed: [MediaItem.ID], touched: Set<MediaItem.ID>
    ) {
        post = action.postID
        item = action.itemID
        deletesItem = if case .deleteMedia = action { true } else { false }
        self.needed = needed
        self.touched = touched
    }
}

/// What several entries are about, for comparing another one with all of them at once.
struct EntrySubjects {
    private var posts: Set<Post.ID> = []
    private var items: Set<MediaItem.ID> = []
    private var needed: Set<MediaItem.ID> = []
    private var touched: Set<MediaItem.ID> = []

    init(_ subjects: some Sequence<EntrySubject> = []) {
        for subject in subjects { insert(subject) }
    }

    mutating func insert(_ subject: EntrySubject) {
        if let post = subject.post { posts.insert(post) }
        if let item = subject.item { items.insert(item) }
        needed.formUnion(subject.needed)
        touched.formUnion(subject.touched)
    }

    /// Whether a later entry waits as long as these are not settled. A post does not wait for the
    /// upload of what it shows: when it is sent, it looks for itself, and says what it waits for.
    func holdUp(_ later: EntrySubject) -> Bool {
        if let post = later.post, posts.contains(post) { return true }
        guard let item = later.item else { return false }
        return items.contains(item) || (later.deletesItem && needed.contains(item))
    }

    /// Whether an entry must not be sent while these are, nor before them: they share a post or an
    /// item. What an edit takes off a post may be known to the remote alone, so a deletion of an
    /// item waits for entries about any post.
    func exclude(_ other: EntrySubject) -> Bool {
        if holdUp(other) || !items.isDisjoint(with: other.touched) { return true }
        if other.deletesItem, !posts.isEmpty { return true }
        return other.item.map(touched.contains) ?? false
    }
}
