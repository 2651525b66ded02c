import FolioModel
import FolioQuery

/// Why a library could not answer. Its text is fit to be shown to people.
public struct FolioError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Kind: Hashable, Sendable {
        /// There is no such library or item.
        case notFound
        /// A query or a reference that cannot be understood.
        case badRequest
        /// The library is damaged, too new, locked, or cannot be read.
        case unreadable
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// One sentence without a final period.
    public let message: String
    /// What can be done about it.
    public let hint: String?

    /// The message and, behind it, the hint.
    public var description: String {
        [message, hint].compactMap(\.self).joined(separator: "; ")
    }

    static func translating<Value>(_ body: () throws -> Value) throws(FolioError) -> Value {
        do {
            return try body()
        } catch let error as QueryError {
            throw FolioError(kind: .badRequest, message: error.message, hint: error.hint)
        } catch let error as any UserFacingError {
            throw FolioError(kind: Kind(error.kind), message: error.message, hint: error.hint)
        } catch {
            throw FolioError(kind: .unreadable, message: "\(error)", hint: nil)
        }
    }
}

extension FolioError.Kind {
    fileprivate init(_ kind: FailureKind) {
        self =
            switch kind {
            case .notFound: .notFound
            case .usage: .badRequest
            default: .unreadable
            }
    }
}
