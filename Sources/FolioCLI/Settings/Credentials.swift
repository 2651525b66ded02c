package import FolioModel
package import Foundation

/// The key for the remote. Its description never shows it.
package struct APIKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The key itself, for the one header that carries it.
    package let secret: String

    /// White space around it is dropped.
    ///
    /// - Throws: ``CredentialsError/malformed``.
    package init(_ text: String) throws(CredentialsError) {
        let bytes = text.utf8.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
        guard !bytes.isEmpty, bytes.count <= 512, bytes.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .malformed }
        secret = String(decoding: Array(bytes), as: UTF8.self)
    }

    package var description: String { "***" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The file `credentials` beside the user's configuration: a key for each remote.
///
/// A key is kept under the address that it was checked against, so that it is never sent to
/// another one. Only `folio-remote` reads it.
package struct Credentials: Sendable {
    private let folder: URL?
    private let environment: [String: String]

    package init(environment: [String: String] = Runtime.current.environment) {
        // Without a home only the environment can hold a key.
        folder = try? FolioFolders(environment: environment).configuration()
        self.environment = environment
    }

    package var file: URL? { folder?.appendingPathComponent("credentials", isDirectory: false) }

    /// The key for the remote at `baseURL`: of the environment, else of the file, else `nil`.
    ///
    /// - Throws: ``CredentialsError``.
    package func key(for baseURL: String) throws -> APIKey? {
        for name in ["FOLIO_API_KEY", "POSTEVERYWHERE_API_KEY"] {
            if let text = environment[name], !text.isEmpty { return try APIKey(text) }
        }
        return try keys()[baseURL].map(APIKey.init)
    }

    /// Keeps a key in the file, readable for its owner alone.
    package func store(_ key: APIKey, for baseURL: String) throws {
        var keys = try keys()
        keys[baseURL] = key.secret
        try write(keys)
    }

    /// Forgets the key of one remote. Returns whether there was one.
    package func remove(for baseURL: String) throws -> Bool {
        var keys = try keys()
        guard keys.removeValue(forKey: baseURL) != nil else { return false }
        try write(keys)
        return true
    }

    private struct Contents: Codable {
        var keys: [String: String]
    }

    private func keys() throws -> [String: String] {
        guard let file, let data = try Self.read(file) else { return [:] }
        do {
            return try JSONDecoder().decode(Contents.self, from: data).keys
        } catch {
            throw CredentialsError.broken(path: file.path)
        }
    }

    /// Looks at the permissions of the very file that is read.
    private static func read(_ file: URL) throws -> Data? {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw CredentialsError.unreadable(
                path: file.path, reason: String(cString: strerror(errno)))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw CredentialsError.tooOpen(path: file.path)
        }
        return try handle.readToEnd() ?? Data()
    }

    private func write(_ keys: [String: String]) throws {
        guard let file else { throw FoldersError.noHome }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            let text = try encoder.encode(Contents(keys: keys))
            try PrivateFile.write(text + Data("\n".utf8), to: file)
        } catch let error as PrivateFileError {
            throw CredentialsError.unreadable(path: file.path, reason: error.reason)
        }
    }
}

/// Why no key could be read or kept. No case holds a key.
package enum CredentialsError: UserFacingError, Equatable {
    case malformed
    case tooOpen(path: String)
    case broken(path: String)
    case unreadable(path: String, reason: String)

    package var message: String {
        switch self {
        case .malformed: "this is no key: a key is one word of ASCII characters"
        case .tooOpen(let path): "others may read \(path), so the key in it is not used"
        case .broken(let path): "the file \(path) is broken"
        case .unreadable(let path, let reason): "\(path) cannot be used: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .malformed: "copy the key again from the remote's settings"
        case .tooOpen(let path): "make it private: chmod 600 '\(path)'"
        case .broken: "remove it, then keep the key again with: folio login"
        case .unreadable: "check the permissions of the folder"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .malformed: .usage
        case .tooOpen, .broken, .unreadable: .notAllowed
        }
    }
}
