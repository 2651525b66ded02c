package import ArgumentParser
import FolioModel
import FolioStore

/// `folio note`
package struct NoteCommand: AsyncParsableCommand {
    /// UTF-8 bytes.
    static let byteLimit = 65_536

    package static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Print the note beside an item, or write one; searches find its words.",
        discussion: """
            Example: folio note last "the client likes this one"

            - reads the note from standard input.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(help: "Take the note away.")
    package var delete = false

    @Argument(
        help: "An id, the beginning of one, last, or last~2.",
        completion: CompletionSource.ids.kind)
    package var item: String

    @Argument(help: "The note; - is standard input.")
    package var text: String?

    package init() {}

    package mutating func validate() throws {
        guard !(delete && text != nil) else {
            throw ValidationError("--delete goes without a text")
        }
    }

    package func run() async throws {
        let note = try text.map(Self.note)
        let library = try libraryOption.open(for: note == nil && !delete ? .reading : .writing)
        let id = try library.item(item).id
        if note != nil || delete {
            let isChanged = try library.setNote(note, of: id, now: Runtime.current.now())
            return try report(NoteJSON(item: id, note: note, changed: isChanged), to: library)
        }
        let known = try library.opinion(of: id).note
        try report(NoteJSON(item: id, note: known, changed: false), to: library)
    }

    private func report(_ reply: NoteJSON, to library: Library) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(reply))
        } else if text == nil && !delete {
            if let note = reply.note {
                console.print(SafeText.lines(note))
            } else if !output.quiet {
                console.printError("there is no note beside \(reply.item)")
            }
        } else if !output.quiet {
            console.print(reply.changed ? "the note is kept" : "the note was so already")
        }
    }

    private static func note(_ argument: String) throws -> String {
        var text = argument
        if argument == "-" {
            let bytes = try TextInput.read(argument, limit: byteLimit)
            guard let read = String(validating: bytes, as: UTF8.self)
            else { throw MissingWords(message: "the note is not UTF-8", hint: nil) }
            text = read
        }
        while text.unicodeScalars.last?.properties.isWhitespace == true {
            text.unicodeScalars.removeLast()
        }
        guard !text.isEmpty else {
            throw MissingWords(
                message: "a note cannot be empty", hint: "to take it away: folio note ITEM --delete"
            )
        }
        guard text.utf8.count <= byteLimit else {
            throw MissingWords(
                message: "a note has at most \(byteLimit) bytes", hint: "shorten it")
        }
        guard !text.unicodeScalars.contains("\0")
        else { throw MissingWords(message: "a note cannot contain NUL", hint: nil) }
        return text
    }
}

/// A note as JSON output shows it.
struct NoteJSON: Encodable {
    var format_version = JSONText.formatVersion
    let item: String
    @Nullable var note: String?
    let changed: Bool

    init(item: String, note: String?, changed: Bool) {
        self.item = item
        self.note = note
        self.changed = changed
    }
}
