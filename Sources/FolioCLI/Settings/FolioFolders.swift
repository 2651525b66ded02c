package import FolioModel
package import Foundation

/// Where Folio keeps things, by the environment and the XDG rules.
package struct FolioFolders: Sendable {
    private let environment: [String: String]

    package init(environment: [String: String] = Runtime.current.environment) {
        self.environment = environment
    }

    /// The library's folder: the flag, `$FOLIO_LIBRARY`, `$XDG_DATA_HOME/folio`, or
    /// `~/.local/share/folio`.
    package func library(flag: String?) throws -> URL {
        if let path = flag ?? value("FOLIO_LIBRARY") { return Self.folder(path) }
        if let data = value("XDG_DATA_HOME") { return Self.folder(data + "/folio") }
        return Self.folder(try home() + "/.local/share/folio")
    }

    /// The folder of `config.json` and `credentials`: `$XDG_CONFIG_HOME/folio` or
    /// `~/.config/folio`.
    package func configuration() throws -> URL {
        if let folder = value("XDG_CONFIG_HOME") { return Self.folder(folder + "/folio") }
        return Self.folder(try home() + "/.config/folio")
    }

    private func home() throws -> String {
        guard let home = value("HOME") else { throw FoldersError.noHome }
        return home
    }

    /// An empty variable counts as unset.
    private func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func folder(_ path: String) -> URL {
        URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    }
}

/// Why no folder could be named.
package enum FoldersError: UserFacingError {
    case noHome

    package var message: String { "HOME is not set, so there is no folder for the library" }

    package var hint: String? { "name one with --library FOLDER" }

    package var kind: FailureKind { .usage }
}
