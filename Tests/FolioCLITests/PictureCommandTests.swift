import FolioFiles
import FolioImaging
import FolioModel
import FolioStore
import Foundation
import Testing

/// Commands that look at pixels.
@Suite struct PictureCommandTests {
    let stage: CommandLineStage

    init() throws {
        stage = try CommandLineStage()
    }

    /// An item with an original of a shape; `light` changes all of its pixels a little.
    private func add(_ prompt: String, _ shape: Shape, light: Int = 0) throws -> MediaItem.ID {
        let item = try stage.generate(prompt)
        let file = stage.folder.appendingPathComponent("\(item.id).png")
        try Data(try shape.picture(light: light).png()).write(to: file)
        _ = try Originals(stage.library).adopt(file, for: item.id)
        return item.id
    }

    private enum Shape {
        case sun, stripes

        func picture(light: Int) -> PixelImage {
            let side = 96
            let rgba = (0..<side * side).flatMap { index -> [UInt8] in
                let (x, y) = (index % side, index / side)
                let value =
                    switch self {
                    case .sun: 220 - (x - 40) * (x - 40) / 20 - (y - 30) * (y - 30) / 25
                    case .stripes: (x + 2 * y) / 24 % 2 == 0 ? 30 : 200
                    }
                return [UInt8(clamping: value + light), UInt8(clamping: value / 2), 40, 255]
            }
            return PixelImage(width: side, height: side, rgba: rgba)
        }
    }

    @Test func duplicatesAreTheSameFileOrLookAlike() async throws {
        let first = try add("a sun", .sun)
        let same = try add("a sun again", .sun)
        let alike = try add("a lighter sun", .sun, light: 9)
        _ = try add("stripes", .stripes)
        _ = try stage.generate("no pixels")

        let all = await stage.run("duplicates", "--json")
        let exact = await stage.run("duplicates", "--exact", "--json")
        let table = await stage.run("duplicates")

        let groups = all.json["items"] as? [[String: Any]] ?? []
        #expect(groups.count == 1 && groups[0]["match"] as? String == "look_alike")
        #expect(Set(groups[0]["ids"] as? [String] ?? []) == [first, same, alike])
        let files = exact.json["items"] as? [[String: Any]] ?? []
        #expect(files.count == 1 && files[0]["match"] as? String == "same_file")
        #expect(Set(files[0]["ids"] as? [String] ?? []) == [first, same])
        #expect(table.code == 0 && table.output.contains("same file"))
        #expect(table.output.contains("a lighter sun") && !table.output.contains("stripes"))
    }

    @Test func whereThereAreNoDuplicatesThatIsSaid() async throws {
        _ = try add("a sun", .sun)

        let run = await stage.run("duplicates")
        let failing = await stage.run("duplicates", "--fail-empty", "--quiet")

        #expect(run.code == 0 && run.output.isEmpty)
        #expect(run.errors.contains("no duplicates"))
        #expect(failing.code == 9 && failing.errors.isEmpty)
    }

    @Test(arguments: [["--distance", "12"], ["--distance", "-1"], ["--limit", "-1"]])
    func aNumberOutOfRangeIsRefused(options: [String]) async throws {
        let run = await stage.run(["duplicates"] + options)

        #expect(run.code == 2 && run.errors.contains(options[0]))
    }

    @Test func picturesThatLookAlikeAreFoundNearestFirst() async throws {
        let sun = try add("a sun", .sun)
        let same = try add("copied", .sun)
        _ = try add("stripes", .stripes)

        let run = await stage.run("similar", sun, "--by", "look", "--json")

        let items = run.json["items"] as? [[String: Any]] ?? []
        #expect(run.code == 0 && items.map { $0["id"] as? String } == [same])
        #expect(items.first?["distance"] as? Int == 0)
    }

    @Test func anItemThatNobodyLookedAtSaysHow() async throws {
        let item = try stage.generate("a boat")

        let unheld = await stage.run("similar", item.id, "--by", "look")
        let unknown = await stage.run("similar", "no such item", "--by", "look")

        #expect(unheld.code == 3 && unheld.errors.contains("folio media fetch \(item.id)"))
        #expect(unknown.code == 3)
    }

    @Test func smallCopiesThatGotLostAreMadeAgain() async throws {
        let sun = try add("a sun", .sun)
        _ = try add("stripes", .stripes)
        _ = try stage.generate("no pixels")
        let thumbnails = stage.library.folder.appendingPathComponent("thumbnails.sqlite")
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: thumbnails.path + suffix)
        }

        let first = await stage.run("thumbs")
        let second = await stage.run("thumbs", "--json")
        let all = await stage.run("thumbs", "--rebuild", "--json", "sun")

        #expect(first.output == "made those of 2 items\n")
        #expect(second.json["made"] as? Int == 0 && second.json["unneeded"] as? Int == 2)
        #expect(all.json["made"] as? Int == 1)
        let copies = try Thumbnails.open(beside: stage.library)
        for side in Originals.thumbnailSides {
            let copy = try #require(try copies.thumbnail(of: sun, side: side))
            #expect(copy.format == "jpeg" && max(copy.width, copy.height) == min(side, 96))
        }
    }

    @Test func anOriginalThatBrokeIsNamedAndTheOthersAreMade() async throws {
        let broken = try add("broken", .sun)
        let whole = try add("whole", .stripes)
        let original = try #require(
            try Originals(stage.library).original(of: stage.library.item(broken)))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: original.path)
        try Data("no picture".utf8).write(to: original)

        let run = await stage.run("thumbs", "--rebuild")

        #expect(run.code == 0)
        #expect(run.output.contains("made those of 1 item"))
        #expect(run.errors.isEmpty || run.errors.contains(broken))
        #expect(try stage.library.look(of: whole) != nil)
    }

    @Test func aPictureTellsItsAverageColour() async throws {
        let sun = try add("a sun", .sun)
        let bare = try stage.generate("no pixels")

        let seen = await stage.run("show", sun, "--json")
        let unseen = await stage.run("show", bare.id, "--json")

        let color = seen.json["average_color"] as? String ?? ""
        #expect(color.count == 7 && color.first == "#")
        #expect(unseen.json["average_color"] is NSNull)
    }
}
