package import FolioModel
package import Foundation

/// Values by name, each from the first place that has it: a flag, the environment, the
/// library's own file, the user's file, the default.
///
/// Reading commands that need no setting never make one: the files are read when it is made.
package struct Settings: Sendable {
    /// Where a value comes from.
    package enum Origin: Hashable, Sendable {
        case flag
        case environment(variable: String)
        case file(path: String)
        case standard
    }

    private let layers: [SettingsLayer]

    /// `flags` are values of the command line; `library` is its folder, if one is known.
    ///
    /// - Throws: ``SettingError`` where a file cannot be read.
    package init(
        flags: [SettingKey: String] = [:], library: URL? = nil,
        environment: [String: String] = Runtime.current.environment
    ) throws {
        var layers: [SettingsLayer] = [.flags(flags), .environment(environment)]
        let folders = FolioFolders(environment: environment)
        // Without a home there is no user's file; that is no reason to fail.
        let user = try? folders.configuration()
        for folder in [library, user].compactMap({ $0 }) {
            if let layer = try SettingsLayer.file(ConfigFile.url(in: folder)) {
                layers.append(layer)
            }
        }
        self.layers = layers
    }

    /// The value as text, and where it comes from; `nil` where there is none.
    ///
    /// - Throws: ``SettingError`` where the value cannot be what it has to be.
    package func text(_ key: SettingKey) throws -> (value: String, origin: Origin)? {
        for layer in layers {
            let origin = layer.origin(key)
            guard let text = try layer.text(key, origin) else { continue }
            if let problem = key.problem(with: text) {
                throw SettingError.badValue(
                    key: key.name, value: text, problem: problem, origin: origin)
            }
            return (text, origin)
        }
        return key.defaultText.map { ($0, .standard) }
    }

    private func number(_ key: SettingKey) throws -> Int {
        // Checked above, and every number has a default.
        try text(key).flatMap { Int($0.value) } ?? 0
    }
}

extension Settings {
    /// Without a final slash.
    package func baseURL() throws -> String {
        var text = try text(.baseURL)?.value ?? ""
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    package func defaultModel() throws -> String { try text(.defaultModel)?.value ?? "" }

    package func defaultRatio() throws -> String { try text(.defaultRatio)?.value ?? "" }

    /// The remote's models and those that the configuration adds.
    package func models() throws -> ModelCatalog {
        let added = try text(.models)?.value.split(separator: ",") ?? []
        return ModelCatalog(adding: added.compactMap { SettingKey.model(String($0)) })
    }

    /// The configured zone, or the machine's.
    package func zone() throws -> LocalZone {
        try text(.timezone).map { try LocalZone(named: $0.value) } ?? .machine
    }

    /// Credits above which `generate` asks on a terminal.
    package func confirmAbove() throws -> Int { try number(.confirmAbove) }

    package func requestsPerHour() throws -> Int { try number(.requestsPerHour) }

    package func requestsPerDay() throws -> Int { try number(.requestsPerDay) }

    package func postsPerMinute() throws -> Int { try number(.postsPerMinute) }

    package func imagesPerHour() throws -> Int { try number(.imagesPerHour) }

    /// The time between two proofs that an item is gone.
    package func confirmationDelay() throws -> Duration {
        try text(.confirmationDelay).flatMap { SettingKey.span($0.value) } ?? .seconds(600)
    }

    package func weekStart() throws -> WeekStart {
        try text(.weekStart).flatMap { WeekStart(rawValue: $0.value) } ?? .monday
    }
}
