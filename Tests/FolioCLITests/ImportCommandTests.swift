import FolioModel
import FolioStore
import Foundation
import Testing

@Suite struct ImportCommandTests {
    let stage: CommandLineStage
    let pictures: URL

    init() throws {
        stage = try CommandLineStage()
        pictures = stage.folder.appendingPathComponent("pictures", isDirectory: true)
        try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    }

    @Test func anImportCountsExplainsAndIsRepeatable() async throws {
        try write("a red boat\nSteps: 5, Seed: 7", as: "boat.jpg")

        let first = await stage.run("import", pictures.path, "--explain", "--tag", "boats")
        let second = await stage.run("import", pictures.path)

        #expect(first.code == 0 && second.code == 0)
        #expect(first.output.contains("AUTOMATIC1111: the first reader that knows the prompt"))
        #expect(first.output.contains("1 picture imported, 0 known"))
        #expect(second.output.contains("0 pictures imported, 1 known"))
        #expect(try stage.library.item("last").tags == ["boats"])
    }

    @Test func namesThatCouldMisleadATerminalAreEscaped() async throws {
        try write(nil, as: "\u{1B}[2Jevil.jpg")

        let run = await stage.run("import", pictures.path)

        #expect(run.code == 0 && run.errors.contains("skipped: "))
        #expect(!run.errors.contains("\u{1B}") && !run.output.contains("\u{1B}"))
    }

    @Test func jsonListsEveryPicture() async throws {
        try write("a red boat\nSteps: 5, Seed: 7", as: "boat.jpg")
        try write(nil, as: "cut.jpg")

        let run = await stage.run("import", pictures.path, "-n", "--json")

        let items = run.json["items"] as? [[String: Any]] ?? []
        #expect(run.json["imported"] as? Int == 1 && run.json["broken"] as? Int == 1)
        #expect(run.json["dry_run"] as? Bool == true)
        #expect(items.map { $0["outcome"] as? String } == ["imported", "broken"])
        #expect(items.first?["prompt"] as? String == "a red boat")
        #expect(items.first?["item"] is NSNull)
    }

    @Test func aTagThatIsNoneIsRefusedBeforeAnythingIsDone() async throws {
        let run = await stage.run("import", pictures.path, "--tag", "two words")

        #expect(run.code == 2)
    }

    /// A JPEG file with a comment and no pixels that anybody could see; cut without a text.
    private func write(_ text: String?, as name: String) throws {
        var bytes: [UInt8] = [0xFF, 0xD8, 0xFF]
        if let text {
            bytes += [0xFE, 0, UInt8(text.utf8.count + 2)] + Array(text.utf8)
            bytes += [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
        }
        try Data(bytes).write(to: pictures.appendingPathComponent(name))
    }
}
