import FolioFiles
import FolioImaging
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation

extension CrashScenario {
    /// What people do without the network.
    static let organising = [
        CrashScenario(
            "items are tagged", prepare: learnBoats, act: tag, finish: tag),
        CrashScenario(
            "items are rated, hidden and put into an album",
            prepare: learnBoats, act: arrange, finish: arrange),
        CrashScenario(
            "all of it is undone",
            prepare: { stage in
                try await learnBoats(stage)
                try await tag(stage)
                try await arrange(stage)
            },
            act: undoAll, finish: undoAll),
        CrashScenario(
            "the search index and the sums are made anew",
            prepare: { stage in
                try await learnBoats(stage)
                try await tag(stage)
            },
            act: rebuild, finish: rebuild),
        CrashScenario(
            "a file is taken in", prepare: drawPicture,
            act: { stage in _ = try takeIn(stage, Originals(try stage.open())) },
            finish: { stage in
                let originals = Originals(try stage.open())
                let items = try LibraryImage.meaning(of: stage.folder)
                if !items.contains(where: { $0.hasPrefix("item boat.png") }) {
                    try takeIn(stage, originals)
                }
            }),
        CrashScenario(
            "an original is kept, and its thumbnail",
            prepare: { stage in
                try await learnBoats(stage)
                try await drawPicture(stage)
            },
            act: keepOriginal, finish: keepOriginal),
        CrashScenario(
            "budgets are set",
            act: { try $0.open().setBudgets([.day: 5, .month: 90], now: .sample) },
            finish: { try $0.open().setBudgets([.day: 5, .month: 90], now: .sample) }),
    ]

    static let learnBoats: Step = { stage in
        _ = try stage.open().learn(
            (1...5).map { .sample("boat-\($0)", fileName: "boat-\($0).png") }, now: .sample)
    }

    private static let tag: Step = { stage in
        let library = try stage.open()
        let boats = try (1...5).map { try library.item("boat-\($0)").id }
        _ = try library.addTags([TagName("Sea"), TagName("red")], to: boats, now: .sample)
        _ = try library.addTags([TagName("old")], to: Array(boats.prefix(2)), now: .sample)
        _ = try library.renameTag("old", to: TagName("ancient"), now: .sample)
        _ = try library.removeTags([TagName("red")], from: Array(boats.suffix(2)), now: .sample)
    }

    private static let arrange: Step = { stage in
        let library = try stage.open()
        let boats = try (1...5).map { try library.item("boat-\($0)").id }
        _ = try library.addToAlbum(AlbumName("Winter"), boats, now: .sample)
        _ = try library.rate(boats, 4, now: .sample)
        _ = try library.setHidden(true, Array(boats.prefix(2)), now: .sample)
        _ = try library.setNote("seen", of: boats[0], now: .sample)
    }

    private static let undoAll: Step = { stage in
        let library = try stage.open()
        while try !library.undo().isEmpty {}
    }

    private static let rebuild: Step = { stage in
        let library = try stage.open()
        try library.rebuildSearchIndex()
        try library.rebuildSums()
    }

    /// The picture of the user's own, beside the disk that fails.
    static let drawPicture: Step = { stage in
        try Data(picture).write(to: pictureFile(stage))
    }

    static func pictureFile(_ stage: CrashStage) -> URL {
        stage.disk.folder.appendingPathComponent("boat.png")
    }

    static var picture: [UInt8] {
        get throws {
            try PixelImage(
                width: 300, height: 20, rgba: (0..<24_000).map { UInt8($0 * 7 % 256) }
            ).png()
        }
    }

    private static func takeIn(_ stage: CrashStage, _ originals: Originals) throws {
        _ = try originals.importForUpload(pictureFile(stage), now: .sample)
    }

    private static let keepOriginal: Step = { stage in
        let library = try stage.open()
        let item = try library.item("boat-3")
        _ = try Originals(library).keep(picture, for: item.id)
        guard let sha256 = try library.item(item.id).sha256,
            let file = try Originals(library).original(sha256: sha256)
        else { throw CocoaError(.fileNoSuchFile) }
        guard try [UInt8](Data(contentsOf: file)) == picture else {
            throw CocoaError(.fileReadCorruptFile)
        }
    }
}
