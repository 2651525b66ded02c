package import FolioModel
import GRDB

/// Why the library could not be opened, read or written.
package enum LibraryError: UserFacingError, Equatable {
    case missing(path: String)
    case alreadyExists(path: String)
    case notALibrary(path: String)
    case tooNew(path: String)
    case corrupt(path: String)
    case diskFull(path: String)
    case readOnly(path: String)
    case unreadable(path: String, reason: String)
    /// Another process held the library for longer than any of ours should.
    case busy(path: String)
    /// No item, post or tag of that name.
    case noSuch(thing: String, name: String)
    /// A prefix that fits several.
    case ambiguous(prefix: String, matches: [String])
    /// The item to continue behind is not among those in the order.
    case noPlace
    /// A failure of ours, with SQLite's own words.
    case unexpected(String)

    package var message: String {
        switch self {
        case .missing(let path): "there is no library at \(path)"
        case .alreadyExists(let path): "there is already a library at \(path)"
        case .notALibrary(let path):
            "the file at \(path) is not a Folio library, or its first page is damaged"
        case .tooNew(let path):
            "the library at \(path) was written by a newer version of Folio"
        case .corrupt(let path): "the library at \(path) is damaged"
        case .diskFull(let path): "the disk that holds \(path) is full; nothing was changed"
        case .readOnly(let path): "the library at \(path) cannot be written"
        case .unreadable(let path, let reason): "the library at \(path) cannot be read: \(reason)"
        case .busy(let path): "another program keeps the library at \(path) locked"
        case .noSuch(let thing, let name): "there is no \(thing) “\(name)”"
        case .ambiguous(let prefix, let matches):
            "“\(prefix)” fits \(matches.count) ids: \(matches.prefix(5).joined(separator: ", "))"
        case .noPlace: "the query does not find the item to continue behind"
        case .unexpected(let reason): "the library reported an error: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .missing: "create one with: folio init"
        case .alreadyExists: "use it as it is, or name another folder with --library"
        case .notALibrary:
            "name the folder of a library with --library; if it is damaged, put back a copy"
        case .tooNew: "install the newer version; nothing was changed"
        case .corrupt(let path):
            "keep a copy of the folder, then save what is readable with: "
                + "sqlite3 '\(path)' .recover > recovered.sql"
        case .diskFull: "free some space, then try again"
        case .readOnly: "check the permissions of the folder and of the files in it"
        case .unreadable: "check the permissions of the folder and of the files in it"
        case .busy: "see who holds it: fuser on the file; then try again"
        case .noSuch("post", _): "see what there is: folio post list"
        case .noSuch("generation", _), .noSuch("paid call", _), .noSuch("open paid call", _):
            "see what there is: folio status"
        case .noSuch("plan entry", _): "see what there is: folio plan show"
        case .noSuch("album", _): "see what there is: folio album list"
        case .noSuch("rule", _): "see what there is: folio rule list"
        case .noSuch("tag", _), .noSuch("alias", _): "see what there is: folio tag list"
        case .noSuch: "see what there is: folio list"
        case .ambiguous: "type more of the id"
        case .noPlace: "start again without --after, or continue with: --sort newest"
        case .unexpected: "check the library with: folio doctor"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .missing, .noSuch: .notFound
        case .alreadyExists, .ambiguous, .noPlace: .usage
        case .notALibrary, .tooNew, .corrupt, .diskFull, .readOnly, .unreadable, .busy, .unexpected:
            .failed
        }
    }

    init(_ error: DatabaseError, path: String) {
        guard !error.isForWantOfSpace else {
            self = .diskFull(path: path)
            return
        }
        self =
            switch error.resultCode {
            case .SQLITE_CORRUPT: .corrupt(path: path)
            case .SQLITE_NOTADB: .notALibrary(path: path)
            case .SQLITE_READONLY: .readOnly(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_AUTH:
                .unreadable(path: path, reason: error.message ?? error.resultCode.description)
            default: .unexpected(error.message ?? error.resultCode.description)
            }
    }
}

extension DatabaseError {
    /// Whether the disk is full, for the rows or for the index of the log.
    var isForWantOfSpace: Bool {
        resultCode == .SQLITE_FULL || extendedResultCode == .SQLITE_IOERR_SHMSIZE
    }
}
