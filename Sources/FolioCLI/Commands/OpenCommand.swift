package import ArgumentParser
import FolioFiles
package import FolioModel
import FolioStore
import Foundation

/// `folio open`
package struct OpenCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open the original of an item in the desktop's viewer.",
        discussion: """
            Example: folio open last

            The viewer is the one of xdg-open, or the program that FOLIO_OPENER names.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(
        help: "An id, the beginning of one, last, or last~2.",
        completion: CompletionSource.ids.kind)
    package var item: String

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let item = try library.item(item)
        guard let original = Originals(library).original(of: item) else {
            throw OpenError.noOriginal(item: item.id)
        }
        let viewer = try Viewer(Runtime.current.environment)
        try viewer.open(original)
        if output.json {
            let reply = OpenedJSON(
                id: item.id, original: original.path, opener: viewer.program.path)
            Runtime.current.console.print(try JSONText.text(reply))
        }
    }
}

/// What `folio open --json` prints.
struct OpenedJSON: Encodable {
    var format_version = JSONText.formatVersion
    let id: String
    let original: String
    let opener: String
}

/// The program that shows files.
struct Viewer {
    let program: URL
    private let name: String

    /// - Throws: ``OpenError/noOpener(name:)``.
    init(_ environment: [String: String]) throws(OpenError) {
        let chosen = environment["FOLIO_OPENER"].flatMap { $0.isEmpty ? nil : $0 }
        let name = chosen ?? "xdg-open"
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        let places = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        guard let path = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw .noOpener(name: name)
        }
        program = URL(fileURLWithPath: path)
        self.name = name
    }

    /// Waits for its end: xdg-open ends at once, and others have the terminal until then.
    func open(_ file: URL) throws(OpenError) {
        let process = Process()
        process.executableURL = program
        process.arguments = [file.path]
        // What it prints is no result of Folio's.
        process.standardOutput = FileHandle.standardError
        do {
            try process.run()
        } catch {
            throw .failed(opener: name, reason: PrivateFile.reason(error))
        }
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw .failed(opener: name, reason: "it ended with \(process.terminationStatus)")
        }
    }
}

/// Why an original was not opened.
package enum OpenError: UserFacingError, Equatable {
    case noOriginal(item: MediaItem.ID)
    case noOpener(name: String)
    case failed(opener: String, reason: String)

    package var message: String {
        switch self {
        case .noOriginal(let item): "the original of \(item) is not held here"
        case .noOpener(let name): "\(name) is not there, or is no program"
        case .failed(let opener, let reason): "\(opener) did not open the file: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .noOriginal(let item):
            "fetch it with: folio media fetch \(item), or give it a file with: "
                + "folio media adopt \(item) FILE"
        case .noOpener: "install xdg-utils, or name a viewer in FOLIO_OPENER"
        case .failed: "name another viewer in FOLIO_OPENER"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .noOriginal: .notFound
        case .noOpener, .failed: .failed
        }
    }
}
