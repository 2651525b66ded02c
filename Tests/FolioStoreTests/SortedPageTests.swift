import FolioModel
import FolioQuery
import FolioStore
import FolioTestSupport
import Testing

/// Pages of random libraries in every order.
@Suite struct SortedPageTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    private static let orders: [ItemRequest.Order] =
        [.newestFirst, .oldestFirst, .relevance] + ItemNumber.allCases.map { .highest($0) }

    private static let queries = [
        "*", "boat", "red boat", "red OR boat", "boat OR ship -red", "boat -width:1024", "ship*",
        "(red OR ship) rating:1..", "tag:draft", "*oa* OR \"c++\"", "used:never",
    ]

    @Test(arguments: [7, 8, 9] as [UInt64])
    func pagesJoinToTheWholeAnswer(seed: UInt64) throws {
        try fill(seed: seed, count: 60)

        for (order, query) in Self.orders.flatMap({ order in Self.queries.map { (order, $0) } }) {
            for ranksAll in order == .relevance ? [false, true] : [false] {
                var request = try store.request(query, order: order)
                request.ranksAll = ranksAll
                let whole = try store.library.items(request)
                request.limit = Int(seed) - 2
                #expect(try pages(request) == whole.items, "\(query) \(order)")
                #expect(whole.items.count == whole.total)
                #expect(
                    Set(whole.items) == Set(try store.library.items(store.request(query)).items))
            }
        }
    }

    @Test(arguments: ItemNumber.allCases)
    func theHighestComesFirstThenTheNewestAndTheUnknownLast(number: ItemNumber) throws {
        try fill(seed: 11, count: 80)
        let values = try values(of: number)

        let sorted = try store.library.items(store.request("*", order: .highest(number))).items
        let newest = try store.library.items(store.request("*")).items.map(\.item.id)
        let expected = newest.enumerated().sorted {
            (-(values[$0.element] ?? Int.min / 2), $0.offset)
                < (-(values[$1.element] ?? Int.min / 2), $1.offset)
        }
        #expect(sorted.map(\.item.id) == expected.map(\.element))
        #expect(Set(values.values).count > 2)
    }

    @Test func theOldestComesFirst() throws {
        for minutes: Int64 in [5, 3, 9, 3] { try store.add("boat", minutes: minutes) }

        let times = try store.library.items(store.request("boat", order: .oldestFirst))
            .items.map(\.item.createdAt)
        #expect(times == times.sorted())
    }

    private func pages(_ request: ItemRequest) throws -> [FoundItem] {
        var request = request
        var pages: [FoundItem] = []
        while true {
            let page = try store.library.items(request)
            pages += page.items
            guard page.isTruncated, let last = page.items.last else { return pages }
            request.after = last.item.id
        }
    }

    private func values(of number: ItemNumber) throws -> [MediaItem.ID: Int] {
        let items = try store.library.items(store.request("*")).items.map(\.item)
        let uses = try store.library.postIDs(using: items.map(\.id))
        return Dictionary(
            uniqueKeysWithValues: try items.compactMap { item in
                let value =
                    switch number {
                    case .credits: item.credits
                    case .width: item.width
                    case .height: item.height
                    case .used: uses[item.id]?.count ?? 0
                    case .rating: try store.library.opinion(of: item.id).rating
                    }
                return value.map { (item.id, $0) }
            })
    }

    private func fill(seed: UInt64, count: Int) throws {
        var generator = SeededGenerator(seed: seed)
        let words = ["red", "boat", "ship", "lake", "c++", "boats", "a"]
        var ids: [MediaItem.ID] = []
        for _ in 0..<count {
            let prompt = (0..<Int.random(in: 1...5, using: &generator))
                .compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " ")
            let minutes = Int64.random(in: 0..<20, using: &generator)
            let size = Int.random(in: 0..<4, using: &generator)
            if size == 0 {
                let credits = Int.random(in: 1..<6, using: &generator)
                ids.append(try store.generate(prompt, credits: credits, minutes: minutes).id)
            } else {
                let tags = size == 1 ? ["draft"] : []
                ids.append(
                    try store.add(prompt, minutes: minutes, tags: tags) { item in
                        item.width = size == 1 ? nil : 512 * size
                        item.height = size == 2 ? nil : 300 * size
                    }.id)
            }
        }
        for stars in 1...5 {
            let some = ids.filter { _ in Int.random(in: 0..<6, using: &generator) == 0 }
            _ = try store.library.rate(some, stars, now: TemporaryLibrary.now)
        }
        for _ in 0..<8 {
            try store.queue(Array(ids.shuffled(using: &generator).prefix(3)))
        }
    }
}
