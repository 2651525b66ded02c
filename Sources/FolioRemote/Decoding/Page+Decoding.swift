extension Page {
    /// Reads a listing from the first of `keys` that holds an array; `nil` where none does, since
    /// an empty page must not come from a reply that was not understood.
    ///
    /// The total stands in for `has_more` where only the total is told (`remote-api.md` §4).
    init?(
        _ data: JSONValue, keys: [String], offset: Int, read: (JSONValue) -> Element?
    ) {
        guard let list = keys.lazy.compactMap({ data[$0]?.array }).first else { return nil }
        self.init(elements: [])
        for json in list {
            if let element = read(json) {
                elements.append(element)
            } else {
                let reason = json.object == nil ? "it is not an object" : "it has no usable id"
                undecodable.append(UndecodableElement(raw: json.kept, reason: reason))
            }
        }
        let pagination = data["pagination"]
        total =
            pagination?.int("total", in: Bounds.count) ?? data.int("total", in: Bounds.count)
        hasMore =
            pagination?.bool("has_more") ?? data.bool("has_more")
            ?? total.map { offset + list.count < $0 }
        // With nothing on the page there is no next offset, whatever the remote says.
        if list.isEmpty { hasMore = false }
    }
}
