package import FolioModel
import Foundation

/// Bytes of a file or of standard input, as far as a limit.
enum TextInput {
    /// `-` is standard input. At most one byte more than `limit` is read.
    ///
    /// - Throws: ``TextInputError``.
    static func read(_ path: String, limit: Int) throws(TextInputError) -> Data {
        do {
            let handle =
                path == "-"
                ? FileHandle.standardInput
                : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var bytes = Data()
            while bytes.count <= limit, let part = try handle.read(upToCount: 1 << 16),
                !part.isEmpty
            {
                bytes.append(part)
            }
            guard bytes.count <= limit else { throw TextInputError.tooLarge(path: path) }
            return bytes
        } catch let error as TextInputError {
            throw error
        } catch {
            throw .unreadable(path: path)
        }
    }
}

/// Why a file could not be read.
package enum TextInputError: UserFacingError, Equatable {
    case unreadable(path: String)
    case tooLarge(path: String)

    package var message: String {
        switch self {
        case .unreadable(let path): "the file \(path) cannot be read"
        case .tooLarge("-"): "standard input is larger than anything that is expected here"
        case .tooLarge(let path): "the file \(path) is larger than anything that is expected here"
        }
    }

    package var hint: String? {
        switch self {
        case .unreadable: "check the path"
        case .tooLarge: "shorten it and try again"
        }
    }

    package var kind: FailureKind { .usage }
}
