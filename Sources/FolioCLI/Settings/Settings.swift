package import Configuration
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

    private struct Layer: Sendable {
        let origin: @Sendable (SettingKey) -> Origin
        let values: any ConfigSnapshot
        let prefix: [String]
    }

    private let layers: [Layer]

    /// - Parameters:
    ///   - flags: values given on the command line.
    ///   - library: the library's folder, if one is known.
    /// - Throws: ``SettingError`` where a file cannot be read.
    package init(
        flags: [SettingKey: String] = [:], library: URL? = nil,
        environment: [String: String] = Runtime.current.environment
    ) throws {
        var layers = [Layer.flags(flags), Layer.environment(environment)]
        let folders = FolioFolders(environment: environment)
        // Without a home there is no user's file; that is no reason to fail.
        let user = try? folders.configuration()
        for folder in [library, user].compactMap({ $0 }) {
            if let layer = try Layer.file(ConfigFile.url(in: folder)) { layers.append(layer) }
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

    package func weekStart() throws -> WeekStart {
        try text(.weekStart).flatMap { WeekStart(rawValue: $0.value) } ?? .monday
    }
}

extension Settings.Layer {
    static func flags(_ flags: [SettingKey: String]) -> Self {
        let values = flags.map { (AbsoluteConfigKey([$0.key.name]), ConfigValue(.string($0.value), isSecret: false)) }
        return Self(
            origin: { _ in .flag },
            values: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)).snapshot(),
            prefix: [])
    }

    /// An empty variable counts as unset.
    static func environment(_ variables: [String: String]) -> Self {
        let set = variables.filter { $0.key.hasPrefix("FOLIO_") && !$0.value.isEmpty }
        return Self(
            origin: { .environment(variable: $0.variable) },
            values: EnvironmentVariablesProvider(environmentVariables: set).snapshot(),
            prefix: ["folio"])
    }

    /// `nil` where there is no file.
    static func file(_ file: URL) throws -> Self? {
        guard let bytes = try ConfigFile.read(file) else { return nil }
        do {
            let values = try JSONSnapshot(
                data: bytes.span.bytes, providerName: file.path, parsingOptions: .default)
            return Self(origin: { _ in .file(path: file.path) }, values: values, prefix: [])
        } catch {
            throw SettingError.brokenFile(path: file.path, reason: SettingError.reason(error))
        }
    }

    /// Numbers and texts are taken in either spelling: `20` and `"20"`.
    func text(_ key: SettingKey, _ origin: Settings.Origin) throws -> String? {
        let name = AbsoluteConfigKey(prefix + key.name.split(separator: ".").map(String.init))
        var types: [ConfigType] = key.isNumber ? [.int, .string] : [.string]
        if key.isList { types = [.stringArray, .string] }
        for type in types {
            // A value of another type is tried as the next; what fits none is refused below.
            guard let found = try? values.value(forKey: name, type: type) else { continue }
            switch found.value?.content {
            case nil: return nil
            case .string(let text): return text
            case .int(let number): return String(number)
            case .stringArray(let list): return list.joined(separator: ",")
            default: continue
            }
        }
        throw SettingError.badValue(
            key: key.name, value: nil, problem: "it has the wrong type", origin: origin)
    }
}
