import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// The built `folio`, as a person runs it.
@Suite struct LocalCommandTests {
    let programs: ProgramRunner

    init() throws {
        programs = try ProgramRunner()
    }

    private func library(_ prompts: String...) throws -> Library {
        try Library.create(in: programs.library)
        let library = try Library.open(programs.library)
        for prompt in prompts {
            let item = MediaItem(
                id: "", presence: .local, prompt: prompt, createdAt: .sample, tags: ["boats"])
            _ = try library.addLocalItem(item, now: .sample)
        }
        return library
    }

    @Test func aLibraryIsMadeOnceAndSaysWhereItIs() throws {
        let made = try programs.folio("init")
        let again = try programs.folio("init")

        #expect(made.code == 0)
        #expect(made.output == programs.library.path + "\n")
        #expect(again.code == 2)
        #expect(again.errors.hasPrefix("folio: there is already a library at "))
    }

    @Test func theLibraryMayBeNamedBeforeAndBehindTheCommand() throws {
        let other = programs.folder.appendingPathComponent("other").path

        #expect(try programs.folio("--library", other, "init").code == 0)
        #expect(try programs.folio("list", "--library", other).code == 0)
        #expect(try programs.folio("--library", other, "status", "--json").code == 0)
        #expect(try programs.folio("list").code == 3)
    }

    @Test func aSearchFindsWhatWasWritten() throws {
        _ = try library("a red boat", "a dog", "雪の中の赤い灯台")

        let found = try programs.folio("search", "boat", "tag:boats", "--json")

        #expect(found.code == 0)
        #expect(found.json["total"] as? Int == 1)
        #expect(try programs.folio("search", "灯台").output.contains("雪の中の赤い灯台"))
    }

    @Test func escapesInAPromptNeverReachTheOutput() throws {
        _ = try library("red \u{1B}]52;c;Zm9v\u{7} \u{9B}31m \u{202E}boat")

        for arguments in [["list"], ["list", "--json"], ["list", "--csv"], ["show", "last"]] {
            let outcome = try programs.run("folio", arguments)
            #expect(outcome.code == 0)
            let escapes = outcome.output.unicodeScalars.filter {
                [0x1B, 0x7, 0x9B].contains($0.value)
            }
            #expect(escapes.isEmpty)
            #expect(!outcome.output.contains("\u{202E}"))
        }
    }

    @Test func aReadOnlyLibraryServesReaders() throws {
        _ = try library("a red boat")
        try setMode(0o500, of: programs.library)
        defer { try? setMode(0o700, of: programs.library) }
        // The superuser may write everywhere, so there is nothing to see.
        guard geteuid() != 0 else { return }

        #expect(try programs.folio("search", "boat").code == 0)
        #expect(try programs.folio("tag", "add", "last", "--", "x").code == 1)
    }

    @Test func aFileThatIsNoLibraryIsSaidToBeNone() throws {
        try FileManager.default.createDirectory(
            at: programs.library, withIntermediateDirectories: true)
        let file = programs.library.appendingPathComponent("library.sqlite")
        try Data(repeating: 0x41, count: 8_192).write(to: file)

        let outcome = try programs.folio("list")

        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("is not a Folio library"))
        #expect(outcome.output.isEmpty)
    }

    @Test func argumentsThatAreNoUTF8AreRefused() throws {
        let outcome = try programs.run(
            "/bin/sh", ["-c", "exec \"$0\" search \"$(printf 'a\\377b')\"", programs.path("folio")])

        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("not valid UTF-8"))
    }

    @Test func aBrokenConfigurationIsNamed() throws {
        _ = try library("a red boat")
        try FileManager.default.createDirectory(
            at: programs.configuration, withIntermediateDirectories: true)
        try Data("{".utf8).write(to: programs.configuration.appendingPathComponent("config.json"))

        let shown = try programs.folio("config", "show")

        #expect(shown.code == 2)
        #expect(shown.errors.contains("config.json is broken"))
        #expect(try programs.folio("list", "--json").code == 0)
    }

    @Test func theExampleOfTheLibraryProductPrintsWhatItFinds() throws {
        _ = try library("a red boat", "a dog")

        let outcome = try programs.run("FolioExample", [programs.library.path, "boat"])

        #expect(outcome.code == 0)
        #expect(outcome.output.contains("a red boat\n0 credits spent in all\n"))
        #expect(!outcome.output.contains("dog"))
        #expect(try programs.run("FolioExample", ["/nowhere"]).code == 1)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreAScriptThatAsksForValues(shell: String) throws {
        let outcome = try programs.folio("completions", shell)

        #expect(outcome.code == 0)
        #expect(outcome.output.contains("complete-values ids"))
        let same = try programs.folio("--generate-completion-script", shell)
        #expect(outcome.output == same.output)
    }

    private func setMode(_ mode: Int, of folder: URL) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: folder.path)
    }
}
