import FolioTestSupport
import Foundation
import Testing

/// Pictures as terminals get to see them.
@Suite(.serialized, .sharedSandbox) struct PictureTests {
    let programs: ProgramRunner
    let terminal: AnsweringTerminal

    init() throws {
        let sandbox = try #require(SharedSandbox.current)
        try sandbox.clearFaults()
        programs = try ProgramRunner(loggedInTo: sandbox)
        terminal = AnsweringTerminal(programs: programs)
        #expect(try programs.generate("a red boat").code == 0)
    }

    private static let commands = [
        ["show", "last"], ["list", "--thumbs"], ["search", "boat", "--thumbs"], ["sheet", "boat"],
    ]

    @Test(arguments: [
        (AnsweringTerminal.Kind.kitty, "\u{1B}_Ga=T,f=100,"), (.iterm, "\u{1B}]1337;File=inline=1"),
        (.sixel, "\u{1B}P0;1;0q\"1;1;"), (.plain, "▀"),
    ])
    func aTerminalGetsTheKindOfPictureThatItKnows(
        kind: AnsweringTerminal.Kind, mark: String
    ) throws {
        for command in Self.commands {
            let session = try terminal.run(kind, command)

            #expect(session.code == 0)
            #expect(session.output.contains(mark), "folio \(command[0]) on \(kind)")
            #expect(session.output.contains("boat"))
            #expect(session.isRestored, "folio \(command[0]) on \(kind)")
            #expect(session.left == "", "folio \(command[0]) on \(kind)")
        }
    }

    @Test func aTerminalThatDoesNotAnswerGetsHalfBlocks() throws {
        let session = try terminal.run(.silent, ["sheet", "boat"])

        #expect(session.code == 0)
        #expect(session.output.contains("▀"))
        #expect(session.isRestored)
    }

    @Test func whoeverIsInterruptedAtTheQuestionLeavesTheTerminalAsItWas() throws {
        let interrupted = try terminal.run(.interrupting, ["sheet", "boat"])
        #expect(interrupted.code == 130)
        #expect(interrupted.isRestored)

        let ended = try terminal.run(.ending, ["sheet", "boat"])
        #expect(ended.code == 130)
        #expect(ended.isRestored)
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func plainMeansNoPicturesAndNoQuestion(environment: [String: String]) throws {
        for command in Self.commands {
            let session = try terminal.run(.kitty, command, environment: environment)
            #expect(session.code == 0)
            #expect(!session.output.contains("\u{1B}"), "folio \(command[0])")
        }
        let session = try terminal.run(.kitty, ["sheet", "boat", "--pictures", "off"])
        #expect(!session.output.contains("\u{1B}_G"))
    }

    @Test(.enabled(if: Terminal.isThere, "tmux is not there"))
    func tmuxOnATerminalOfUnknownKindGetsHalfBlocks() throws {
        let terminal = try Terminal(self.programs, "sheet boat")
        #expect(try terminal.end() == 0)
        let bytes = try terminal.bytes
        #expect(bytes.contains("▀"))
        #expect(!bytes.contains("\u{1B}_G"))
    }

    @Test(.enabled(if: Terminal.isThere, "tmux is not there"), arguments: [true, false])
    func tmuxPassesPicturesOnToKittyWhereItMay(mayPass: Bool) throws {
        let settings = programs.folder.appendingPathComponent("tmux.conf")
        try Data("set -g allow-passthrough \(mayPass ? "on" : "off")\n".utf8).write(to: settings)
        // tmux asks the terminal around it by itself; the answer takes a moment.
        let script = """
            until tmux display-message -p '#{client_termtype}' | grep -q kitty; do sleep 0.1; done
            '\(programs.path("folio"))' sheet boat
            tmux capture-pane -p > shown
            """

        let session = try terminal.run(
            .kitty,
            [
                "-L", "folio-\(UUID().uuidString)", "-f", settings.path, "new-session",
                "cd '\(programs.folder.path)' && \(script)",
            ], program: "/usr/bin/tmux", environment: ["XDG_RUNTIME_DIR": programs.folder.path])

        let shown = try String(
            contentsOf: programs.folder.appendingPathComponent("shown"), encoding: .utf8)
        #expect(shown.contains("boat"))
        #expect(session.output.contains("\u{1B}_Ga=T,U=1,f=100,q=2") == mayPass)
        #expect(shown.unicodeScalars.contains("\u{10EEEE}") == mayPass)
        #expect(shown.contains("▀") != mayPass)
    }

    @Test func aPipeGetsNoPicturesUnlessTheyAreAskedForByName() throws {
        for command in Self.commands {
            let outcome = try programs.run("folio", command)
            #expect(outcome.code == 0)
            #expect(!outcome.output.contains("\u{1B}"), "folio \(command[0])")
            #expect(outcome.output.contains("boat"))
        }
        let named = try programs.folio("sheet", "boat", "--pictures", "sixel")
        #expect(named.output.contains("\u{1B}P0;1;0q"))
    }

    @Test func hostileTextBesidePicturesIsShownAsText() throws {
        let hostile = "boat \u{1B}]0;owned\u{7} \u{9B}31m \u{202E}txt"
        #expect(try programs.generate(hostile).code == 0)

        for command in Self.commands {
            let outcome = try programs.run("folio", command + ["--pictures", "blocks"])
            #expect(outcome.code == 0)
            let scalars = outcome.output.unicodeScalars
            for unsafe: Unicode.Scalar in ["\u{7}", "\u{9B}", "\u{202E}"] {
                #expect(!scalars.contains(unsafe), "folio \(command[0])")
            }
            // Colours are all that is sent.
            let escapes = outcome.output.components(separatedBy: "\u{1B}").dropFirst()
            #expect(
                escapes.allSatisfy { $0.first == "[" && $0.firstMatch(of: /^\[[0-9;]*m/) != nil })
        }
    }

    @Test func anItemWithoutPixelsSaysSo() throws {
        #expect(try programs.forgetOriginals())

        let show = try programs.folio("show", "last", "--pictures", "blocks")
        #expect(show.output.contains("no pixels here"))
        #expect(show.output.contains("▀"), "a frame stands for the picture")
        #expect(try programs.folio("sheet", "boat").output.contains("(no pixels)"))
        let list = try programs.folio("list", "--thumbs", "--pictures", "blocks")
        #expect(list.output.contains("no pixels"))
    }

    @Test func aSheetIsMadeWholeAndNeverOverAnotherFile() throws {
        let file = programs.folder.appendingPathComponent("sheet.png")
        let made = try programs.folio("sheet", "boat", "-o", file.path)
        #expect(made.code == 0)
        let png = try Data(contentsOf: file)
        #expect(png.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))

        #expect(try programs.generate("another red boat").code == 0)
        let refused = try programs.folio("sheet", "boat", "-o", file.path)
        #expect(refused.code == 2)
        #expect(refused.errors.contains("--force"))
        #expect(try Data(contentsOf: file) == png)

        #expect(try programs.folio("sheet", "boat", "-o", file.path, "--force").code == 0)
        #expect(try Data(contentsOf: file) != png)
        let names = try FileManager.default.contentsOfDirectory(atPath: programs.folder.path)
        #expect(!names.contains { $0.hasPrefix(".") && $0.contains("sheet") })
        let lost = try programs.folio("sheet", "boat", "-o", "/nowhere/at/all/sheet.png")
        #expect(lost.code == 2 && lost.errors.contains("there is no folder /nowhere/at/all\n"))
    }

    @Test func theViewerGetsThePathAsOneArgument() throws {
        let viewer = programs.folder.appendingPathComponent("a viewer")
        let log = programs.folder.appendingPathComponent("opened")
        try Data("#!/bin/sh\nprintf '%s|' \"$#\" \"$1\" > '\(log.path)'\n".utf8).write(to: viewer)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: viewer.path)

        let opened = try programs.run(
            "folio", ["open", "last"], environment: ["FOLIO_OPENER": viewer.path])

        #expect(opened.code == 0, "\(opened.errors)")
        let said = try String(contentsOf: log, encoding: .utf8).split(separator: "|")
        #expect(said.first == "1")
        #expect(said.last?.hasPrefix(programs.library.path) == true)
        let missing = try programs.run(
            "folio", ["open", "last"], environment: ["FOLIO_OPENER": "no-such-viewer; true"])
        #expect(missing.code == 1)
        #expect(missing.errors.contains("no-such-viewer; true is not there"))
        #expect(try programs.forgetOriginals())
        let bare = try programs.folio("open", "last")
        #expect(bare.code == 3)
        #expect(bare.errors.contains("folio media fetch"))
    }
}
