package import ArgumentParser
import FolioModel
import FolioStore

/// `folio plan import`
package struct PlanImportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add the images of a file of briefs to the plan: all of them or none.",
        discussion: """
            Example: folio plan import briefs.csv

            The file is CSV with a line of column names, or one JSON object a line. Columns: \
            prompt, model, ratio, count, tags, albums, post_text, post_accounts, post_at; only \
            prompt is needed. Several tags, albums or accounts are separated by commas.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Only check the file.")
    package var dryRun = false

    @Argument(help: "The file; - is standard input.", completion: .file())
    package var file: String

    package init() {}

    package func run() async throws {
        let bytes = try TextInput.read(file, limit: BriefFile.byteLimit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportError(file: file, problems: [.init(line: 1, text: "it is not UTF-8")])
        }
        let library = try libraryOption.open(for: dryRun ? .reading : .writing)
        let drafts = try drafts(in: text, BriefChecker(library: library, output: output))
        let added =
            dryRun ? [] : try library.addToPlan(drafts, now: Runtime.current.now())
        try PlanAddition(entries: added, isDryRun: dryRun, planned: drafts.count).print(output)
    }

    /// All drafts of the file.
    ///
    /// - Throws: ``ImportError`` with every line that is wrong.
    private func drafts(
        in text: String, _ checker: BriefChecker
    ) throws -> [Library.PlanDraft] {
        let briefs: BriefFile
        do {
            briefs = try BriefFile(text)
        } catch {
            throw ImportError(
                file: file, problems: [.init(line: error.line ?? 1, text: error.message)])
        }
        var drafts: [Library.PlanDraft] = []
        var problems: [ImportError.Problem] = []
        for entry in briefs.entries {
            do {
                drafts += try checker.drafts(entry.brief.get())
            } catch let error as BriefFileError {
                problems.append(.init(line: entry.line, text: error.message))
            } catch let error as any UserFacingError {
                let hint = error.hint.map { "; \($0)" } ?? ""
                problems.append(.init(line: entry.line, text: error.message + hint))
            }
        }
        guard problems.isEmpty else { throw ImportError(file: file, problems: problems) }
        return drafts
    }
}

/// Lines of a file of briefs that are wrong; nothing was imported.
struct ImportError: IllustratedError {
    struct Problem: Hashable {
        let line: Int
        let text: String
    }

    /// So many lines are shown.
    private static let shown = 10

    let file: String
    let problems: [Problem]

    var message: String {
        let name = file == "-" ? "standard input" : file
        return "\(name) has \(counted(problems.count, "mistake")); nothing was imported"
    }

    var illustration: String {
        let lines = problems.prefix(Self.shown).map { "line \($0.line): \(SafeText.line($0.text))" }
        let rest = problems.count - Self.shown
        return (lines + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
    }

    var hint: String? { "mend it, then check it with: folio plan import -n FILE" }

    var kind: FailureKind { .usage }
}
