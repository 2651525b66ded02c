package import FolioModel
import Foundation

/// Replaces this process by a sibling program, with the same arguments.
///
/// The process id, the terminal and the signals become the sibling's own.
package struct HandOver: OnlineActions {
    package init() {}

    package func run(_ command: OnlineCommand) async throws {
        try replaceProcess(by: "folio-remote")
    }

    /// Does not return unless it fails.
    package func replaceProcess(by sibling: String) throws -> Never {
        let path = try Self.folder() + "/" + sibling
        let arguments = [sibling] + Runtime.current.arguments
        let pointers = arguments.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        execv(path, pointers)
        throw HandOverError.missing(path: path, reason: String(cString: strerror(errno)))
    }

    /// The folder of the running program, whatever name or link it was started by.
    package static func folder() throws -> String {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return (program as NSString).deletingLastPathComponent
    }
}

/// Why a sibling program could not take over.
package enum HandOverError: UserFacingError {
    case missing(path: String, reason: String)

    package var message: String {
        switch self {
        case .missing(let path, let reason): "\(path) cannot be started: \(reason)"
        }
    }

    package var hint: String? { "install Folio's programs together, with: make install" }

    package var kind: FailureKind { .failed }
}
