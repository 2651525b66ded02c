package import FolioModel

/// Why a copy of the library could not be made or put back. Nothing has changed then.
package enum KeepingError: UserFacingError, Equatable {
    /// The file that was to be written is there already.
    case fileExists(path: String)
    /// The folder of the file that was to be written is not there.
    case noFolder(path: String)
    /// There is a library where one was to be put back, and it holds something.
    case notEmpty(path: String)
    /// Neither a dump nor a backup.
    case notACopy(path: String)
    /// A dump without its last line.
    case cut(path: String)
    /// A dump that is not as it was written. Lines count from 1.
    case damaged(path: String, line: Int, reason: String)
    /// The file was written by a newer version of Folio.
    case newer(path: String)
    /// A copy of a library that is not sound, and how.
    case unsound(path: String, problems: [String])
    /// A library file that a program may still be writing to.
    case inUse(path: String)
    /// The log of a library whose file is not there, where a new one was to be made.
    case strayLog(path: String)

    package var message: String {
        switch self {
        case .fileExists(let path): "there is already a file at \(path)"
        case .noFolder(let path): "there is no folder \(path)"
        case .notEmpty(let path): "the library at \(path) already holds something"
        case .notACopy(let path): "\(path) is neither a dump nor a backup of a library"
        case .cut(let path): "\(path) is cut off: its last line is missing; nothing was put back"
        case .damaged(let path, let line, let reason):
            "\(path) is damaged: up to line \(line) it \(reason); nothing was put back"
        case .newer(let path): "\(path) was written by a newer version of Folio"
        case .unsound(let path, let problems):
            "the copy \(path) is not sound: \(problems.prefix(3).joined(separator: "; "))"
        case .inUse(let path): "\(path) is the file of a library in use, not a copy of it"
        case .strayLog(let path): "\(path) belongs to a library file that is not there"
        }
    }

    package var hint: String? {
        switch self {
        case .fileExists: "name another file, or move that one away"
        case .noFolder: "make it, or name another file"
        case .notEmpty: "put it back into a new folder: folio restore FILE --library FOLDER"
        case .notACopy: "name a file that folio dump or folio backup made"
        case .cut, .damaged: "use another copy, or make one where the library is: folio dump FILE"
        case .newer: "install the newer version"
        case .unsound: "check the library with: folio doctor"
        case .inUse: "make a copy with: folio backup FILE"
        case .strayLog: "it may hold the last changes: move it to where that file is"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .fileExists, .noFolder, .notEmpty, .notACopy, .inUse, .strayLog: .usage
        case .cut, .damaged, .newer, .unsound: .failed
        }
    }
}
