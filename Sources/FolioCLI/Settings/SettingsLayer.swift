import Configuration
import Foundation

/// One place where settings may be said.
struct SettingsLayer: Sendable {
    let origin: @Sendable (SettingKey) -> Settings.Origin
    let values: any ConfigSnapshot
    /// What stands before a key's name in this place.
    let prefix: [String]
}

extension SettingsLayer {
    static func flags(_ flags: [SettingKey: String]) -> Self {
        let values = flags.map {
            (AbsoluteConfigKey([$0.key.name]), ConfigValue(.string($0.value), isSecret: false))
        }
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
