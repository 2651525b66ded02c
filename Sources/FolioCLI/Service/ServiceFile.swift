package import FolioModel
package import Foundation

/// The file of a ``ServiceUnit``: `$XDG_CONFIG_HOME/systemd/user/folio-sync.service`.
package struct ServiceFile: Sendable {
    package let location: URL

    package init(_ folders: FolioFolders = FolioFolders()) throws {
        location = try folders.configuration().deletingLastPathComponent()
            .appendingPathComponent("systemd/user", isDirectory: true)
            .appendingPathComponent(ServiceUnit.name + ".service", isDirectory: false)
    }

    /// What is there; `nil` where there is no file.
    package func read() throws -> String? {
        do {
            return String(decoding: try Data(contentsOf: location), as: UTF8.self)
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            return nil
        } catch {
            throw ServiceError.unreadable(
                path: location.path, reason: PrivateFile.reason(error))
        }
    }

    /// Writes the unit, whole or not at all, readable for everyone: there is nothing secret in it.
    ///
    /// - Throws: ``ServiceError/notOurs(path:)`` where another file is there, unless `force`.
    package func write(_ unit: ServiceUnit, force: Bool) throws {
        try checkOurs(force: force)
        do {
            try PrivateFile.write(Data(unit.text.utf8), to: location, mode: 0o644)
        } catch let error as PrivateFileError {
            throw ServiceError.notWritten(path: error.path, reason: error.reason)
        }
    }

    /// Returns whether there was a file.
    ///
    /// - Throws: ``ServiceError/notOurs(path:)`` where it is another's, unless `force`.
    package func remove(force: Bool) throws -> Bool {
        try checkOurs(force: force)
        guard unlink(location.path) != 0 else { return true }
        guard errno == ENOENT else {
            throw ServiceError.notWritten(
                path: location.path, reason: String(cString: strerror(errno)))
        }
        return false
    }

    package func checkOurs(force: Bool) throws {
        guard !force, let text = try read(), !text.hasPrefix(ServiceUnit.mark + "\n") else {
            return
        }
        throw ServiceError.notOurs(path: location.path)
    }
}

/// Why the service's file could not be dealt with.
package enum ServiceError: UserFacingError, Equatable {
    case notOurs(path: String)
    case notWritten(path: String, reason: String)
    case unreadable(path: String, reason: String)

    package var message: String {
        switch self {
        case .notOurs(let path): "\(path) was not written by Folio"
        case .notWritten(let path, let reason): "\(path) cannot be written: \(reason)"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .notOurs: "look at it; to replace or remove it all the same, add --force"
        case .notWritten, .unreadable: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .notOurs: .needsDecision
        case .notWritten, .unreadable: .failed
        }
    }
}
