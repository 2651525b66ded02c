import FolioFiles
import FolioModel
import FolioQuery
import FolioStore
package import Foundation

/// One thing that was looked at, and what is wrong with it.
package struct HealthCheck: Encodable, Sendable {
    package let name: String
    package let ok: Bool
    /// One sentence each; empty where all is well.
    package let problems: [String]
    /// What is not wrong and may still be worth knowing, one sentence each.
    package let notes: [String]

    package init(_ name: String, problems: [String], notes: [String] = []) {
        self.name = name
        self.problems = problems
        self.notes = notes
        ok = problems.isEmpty
    }

    /// A check that fails with an error's sentence where `find` cannot look.
    package init(_ name: String, _ find: () throws -> [String]) {
        do {
            self.init(name, problems: try find())
        } catch let error as any UserFacingError {
            self.init(name, problems: [Self.sentence(error)])
        } catch {
            self.init(name, problems: ["\(error)"])
        }
    }

    private static func sentence(_ error: any UserFacingError) -> String {
        [error.message, error.hint].compactMap(\.self).joined(separator: "; ")
    }
}

/// All checks, as JSON output shows them.
package struct HealthJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package let ok: Bool
    package let checks: [HealthCheck]
}

/// The checks of `doctor` that need no network.
package struct LocalHealth: Sendable {
    private let folder: URL
    private let environment: [String: String]

    package init(folder: URL, environment: [String: String] = Runtime.current.environment) {
        self.folder = folder
        self.environment = environment
    }

    package func checks() -> [HealthCheck] {
        [
            HealthCheck("library") { try libraryProblems() },
            HealthCheck("search index") { try indexProblems() },
            HealthCheck("sums") { try sumProblems() },
            originals(),
            HealthCheck("permissions") { try permissionProblems() },
            HealthCheck("settings") { try settingProblems() },
            HealthCheck("programs") { try ProgramHealth().problems() },
        ]
    }

    private func libraryProblems() throws -> [String] {
        let library = try Library.open(folder, for: .reading)
        let remains = try library.remains()
        return try library.integrityProblems()
            + (remains == nil
                ? []
                : [
                    "what was forgotten may still be in the files; finish with: folio forget --finish"
                ])
    }

    private func indexProblems() throws -> [String] {
        try Library.open(folder, for: .reading).indexProblems().map { $0 + Self.remedy }
    }

    private func sumProblems() throws -> [String] {
        let library = try Library.open(folder, for: .reading)
        return try (library.rollupProblems() + library.listedDayProblems()).map { $0 + Self.remedy }
    }

    private static let remedy = "; make it anew with: folio doctor --rebuild-index"

    private func originals() -> HealthCheck {
        let found = HealthCheck("originals") { try originalProblems() }
        // Where the library cannot be read, that is the problem.
        let extra = (try? extraFiles()) ?? []
        return HealthCheck("originals", problems: found.problems, notes: extra)
    }

    /// Files that nothing names are left by a process that was killed, or by an original that took
    /// another's place. They may be somebody's only copy.
    private func extraFiles() throws -> [String] {
        let library = try Library.open(folder, for: .reading)
        let files = try Originals(library).extraFiles()
        let shown = files.prefix(Self.shownFiles).map {
            "no item names the file \(SafeText.line($0)); it is left alone"
        }
        let more = files.count - shown.count
        return more == 0 ? shown : shown + ["nor \(more) other files"]
    }

    private static let shownFiles = 20

    /// Reads every original that is held.
    private func originalProblems() throws -> [String] {
        let library = try Library.open(folder, for: .reading)
        let held = ItemRequest(
            query: try Query(parsing: "-is:no-pixels"), now: Runtime.current.now())
        return Originals(library).verify(try library.items(held.withHidden()).items.map(\.item)).map
        {
            "the original of \($0.item.id) is \($0.state.word); "
                + "put back the file from a copy of the library"
        }
    }

    /// What holds prompts and keys is its owner's alone.
    private func permissionProblems() throws -> [String] {
        let credentials = Credentials(environment: environment).file
        let files = [
            folder, folder.appendingPathComponent("library.sqlite"),
            folder.appendingPathComponent("thumbnails.sqlite"), ConfigFile.url(in: folder),
        ]
        return (files + [credentials].compactMap { $0 }).compactMap { file in
            var status = stat()
            guard stat(file.path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
            return "others may read \(file.path); chmod go= '\(file.path)'"
        }
    }

    private func settingProblems() throws -> [String] {
        let settings = try Settings(library: folder, environment: environment)
        return SettingKey.allCases.flatMap { key in
            HealthCheck(key.name) {
                _ = try settings.text(key)
                return []
            }.problems
        }
    }
}

extension OriginalState {
    fileprivate var word: String {
        switch self {
        case .sound: "sound"
        case .missing: "missing"
        case .damaged: "damaged"
        case .unreadable(let reason): "unreadable (\(reason))"
        }
    }
}
