package import ArgumentParser
import FolioModel
import Foundation

/// `folio config`
package struct ConfigCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show and change settings.",
        discussion: "Example: folio config set default-model flux-schnell",
        subcommands: [
            ConfigShowCommand.self,
            ConfigSetCommand.self,
        ])

    package init() {}
}

/// `folio config show`
package struct ConfigShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print all settings.",
        discussion: "Example: folio config show --origin")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(help: "Also print where each value comes from.")
    package var origin = false

    package init() {}

    package func run() async throws {
        let folder = try FolioFolders().library(flag: libraryOption.library)
        let settings = try Settings(library: folder)
        let values = try SettingKey.allCases.map { (key: $0, found: try settings.text($0)) }
        let console = Runtime.current.console
        if output.json {
            let items = values.map { SettingJSON($0.key, $0.found) }
            console.print(
                try JSONText.text(ListJSON(items: items, total: items.count, truncated: false)))
            return
        }
        console.print(
            TextTable(
                columns: [.init("setting"), .init("value"), .init("origin")],
                rows: values.map { key, found in
                    [
                        StyledText(key.name, .bold), StyledText(found?.value ?? "–"),
                        StyledText(
                            origin ? (found?.origin.description ?? "unset") : "", .dim),
                    ]
                }))
    }
}

extension Settings.Origin: CustomStringConvertible {
    package var description: String {
        switch self {
        case .flag: "flag"
        case .environment(let variable): "$\(variable)"
        case .file(let path): path
        case .standard: "default"
        }
    }
}

/// A setting as JSON output shows it.
struct SettingJSON: Encodable {
    let key: String
    @Nullable var value: String?
    /// `default`, `$VARIABLE`, a file's path, or `null` where it is unset.
    @Nullable var origin: String?

    init(_ key: SettingKey, _ found: (value: String, origin: Settings.Origin)?) {
        self.key = key.name
        value = found?.value
        origin = found?.origin.description
    }
}

/// `folio config set`
package struct ConfigSetCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change a setting, for you or for one library.",
        discussion: """
            Example: folio config set timezone Europe/Berlin

            An empty value removes the setting.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(name: .customLong("library-only"), help: "Only for this library.")
    package var libraryOnly = false

    @Argument(
        help: "The setting.", completion: .list(SettingKey.allCases.map(\.name)))
    package var key: String

    @Argument(help: "Its new value.")
    package var value: String

    package init() {}

    package func run() async throws {
        let key = try SettingKey(parsing: key)
        let folder =
            libraryOnly
            ? try libraryOption.open(for: .reading).folder : try FolioFolders().configuration()
        let file = ConfigFile.url(in: folder)
        try ConfigFile.set(key, to: value.isEmpty ? nil : value, in: file)
        let console = Runtime.current.console
        if output.json {
            let found = value.isEmpty ? nil : (value, Settings.Origin.file(path: file.path))
            console.print(try JSONText.text(SettingChangeJSON(setting: SettingJSON(key, found))))
        } else if !output.quiet {
            console.printError("written to \(SafeText.line(file.path))")
        }
    }
}

/// What `config set` did, as JSON output shows it.
struct SettingChangeJSON: Encodable {
    var format_version = JSONText.formatVersion
    let setting: SettingJSON
}
