import Foundation
import Testing

/// Who may import whom. A change of the table needs a decision record in `docs/decisions`.
///
/// The package manager checks imports of our own modules against `Package.swift`, and outside
/// packages not at all.
@Suite struct LayeringTests {
    /// Module to imports besides Foundation and its parts: the table of `docs/architecture.md`.
    static func allowed() throws -> [String: Set<String>] {
        let modules = try SourceTree.rows(of: "docs/architecture.md", columns: 4)
            .compactMap { row in row[1].first.map { ($0, Set(row[3])) } }
        return Dictionary(modules) { first, _ in
            Issue.record("a module has two rows")
            return first
        }
    }

    /// The system's own modules, for every layer.
    static let system: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Darwin",
    ]

    /// Packages that every layer above 0 may use.
    static let everywhere: Set<String> = ["Logging", "Collections", "Crypto", "Configuration"]

    static let layer0: Set<String> = ["FolioModel", "Migrations", "FolioQuery"]

    @Test(arguments: try Self.modules())
    func aModuleImportsOnlyWhatItsLayerMay(module: String) throws {
        let allowed = try #require(
            try Self.allowed()[module],
            "\(module) is not in docs/architecture.md")

        for (file, imported) in try Self.imports(of: module) {
            let isAllowed =
                allowed.contains(imported) || Self.system.contains(imported)
                || (Self.everywhere.contains(imported) && !Self.layer0.contains(module))
            #expect(isAllowed, "\(module)/\(file) imports \(imported)")
        }
    }

    @Test func theTableNamesNoModuleThatDoesNotExist() throws {
        let modules = Set(try Self.modules())

        for module in try Self.allowed().keys {
            #expect(
                modules.contains(module), "\(module) is not in Sources")
        }
    }

    @Test func onlyTheCommandLinePrints() throws {
        for module in try Self.modules() where !module.hasPrefix("Programs/") {
            guard !["FolioCLI", "FolioOnline"].contains(module) else { continue }
            for (file, line) in try Self.lines(of: module) {
                let calls = line.firstMatch(of: /(^|[^.A-Za-z_])print\(/)
                #expect(calls == nil, "\(module)/\(file) prints: \(line)")
            }
        }
    }

    /// Rules that keep money and memory are left out by tests alone.
    @Test func noProgramReachesTheSwitchOfASafetyRule() throws {
        let switches = [
            "SafetyRules", "EngineRules", "PaidRules", "keepsPrompts", "engineRules:", "witness:",
        ]
        let programs = ["Folio", "FolioCLI", "FolioOnline"]
        for module in try Self.modules() where programs.contains(module) || module.contains("/") {
            for (file, line) in try Self.lines(of: module) {
                let named = switches.first { line.contains($0) }
                #expect(named == nil, "\(module)/\(file) names \(named ?? ""): \(line)")
            }
        }
    }

    private static func folder(of module: String) -> URL {
        module == "Migrations"
            ? SourceTree.root.appending(path: module)
            : SourceTree.root.appending(path: "Sources/\(module)")
    }

    private static func modules() throws -> [String] {
        let files = FileManager.default
        let sources = try files.contentsOfDirectory(
            atPath: SourceTree.root.appending(path: "Sources").path)
        let programs = try files.contentsOfDirectory(
            atPath: SourceTree.root.appending(path: "Sources/Programs").path)
        let isModule = { (name: String) in name.hasPrefix("Folio") }
        return ["Migrations"] + sources.filter(isModule).sorted()
            + programs.sorted().map { "Programs/\($0)" }
    }

    private static func imports(of module: String) throws -> [(file: String, module: String)] {
        try lines(of: module).compactMap { file, line in
            let pattern =
                /^\s*(?:@\w+ )*(?:public |package |internal |private )?import (?:\w+ )?(\w+)/
            return line.firstMatch(of: pattern).map { (file, String($0.output.1)) }
        }
    }

    private static func lines(of module: String) throws -> [(file: String, line: Substring)] {
        let folder = folder(of: module)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".swift") }
        return try files.flatMap { file in
            try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                .split(separator: "\n").map { (file, $0) }
        }
    }
}
