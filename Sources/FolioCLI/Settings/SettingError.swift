package import FolioModel
import Foundation

/// Why a setting could not be read or changed.
package enum SettingError: UserFacingError, Equatable {
    case unknownKey(String)
    /// `value` is `nil` where it is no text.
    case badValue(key: String, value: String?, problem: String, origin: Settings.Origin)
    case brokenFile(path: String, reason: String)
    case notWritten(path: String, reason: String)

    package var message: String {
        switch self {
        case .unknownKey(let name): "there is no setting “\(name)”"
        case .badValue(let key, let value, let problem, let origin):
            "\(key)\(value.map { " cannot be “\($0)”" } ?? " cannot be read")"
                + "\(Self.place(origin)): \(problem)"
        case .brokenFile(let path, let reason): "the file \(path) is broken: \(reason)"
        case .notWritten(let path, let reason): "\(path) was not written: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownKey(let name) where name.lowercased().contains("budget"):
            "budgets are kept in the library: folio budget set --monthly N"
        case .unknownKey:
            "settings are " + SettingKey.allCases.map(\.name).joined(separator: ", ")
        case .badValue: "see: folio config show --origin"
        case .brokenFile: "correct it, or move it away"
        case .notWritten: "check the permissions of the folder"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .unknownKey, .badValue, .brokenFile: .usage
        case .notWritten: .failed
        }
    }

    private static func place(_ origin: Settings.Origin) -> String {
        switch origin {
        case .flag, .standard: ""
        case .environment(let variable): " (in $\(variable))"
        case .file(let path): " (in \(path))"
        }
    }

    /// The parser's own words, where it has any.
    static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let words = error.userInfo["NSDebugDescription"] as? String
        return words ?? (error.domain == NSCocoaErrorDomain ? "it is no JSON" : "\(error)")
    }
}
