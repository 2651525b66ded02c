package import Foundation

/// A `config.json`: the user's, or the one in a library's folder.
package enum ConfigFile {
    package static func url(in folder: URL) -> URL {
        folder.appendingPathComponent("config.json", isDirectory: false)
    }

    /// The bytes, or `nil` where there is no file.
    static func read(_ file: URL) throws -> [UInt8]? {
        do {
            return [UInt8](try Data(contentsOf: file))
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        } catch {
            throw SettingError.brokenFile(path: file.path, reason: PrivateFile.reason(error))
        }
    }

    /// Sets or, with `nil`, removes one value. Everything else in the file stays.
    ///
    /// - Throws: ``SettingError``; the file is as it was then.
    package static func set(_ key: SettingKey, to text: String?, in file: URL) throws {
        if let text, let problem = key.problem(with: text) {
            throw SettingError.badValue(
                key: key.name, value: text, problem: problem, origin: .flag)
        }
        var values = try object(file)
        values[key.name] = text.map(key.jsonValue)
        let data = try JSONSerialization.data(
            withJSONObject: values, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        do {
            try PrivateFile.write(data + Data("\n".utf8), to: file)
        } catch let error as PrivateFileError {
            throw SettingError.notWritten(path: file.path, reason: error.reason)
        }
    }

    private static func object(_ file: URL) throws -> [String: Any] {
        guard let bytes = try read(file) else { return [:] }
        do {
            guard let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            else { throw SettingError.brokenFile(path: file.path, reason: "it is no JSON object") }
            return object
        } catch let error as SettingError {
            throw error
        } catch {
            throw SettingError.brokenFile(path: file.path, reason: SettingError.reason(error))
        }
    }
}

extension SettingKey {
    /// As it is written into a file.
    fileprivate func jsonValue(_ text: String) -> Any {
        if isNumber, let number = Int(text) { return number }
        if isList { return text.split(separator: ",").map(String.init) }
        return text
    }
}
