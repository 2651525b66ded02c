package import FolioModel
import Foundation

/// Where a page is written, whole or not at all.
struct ReportFile {
    let path: String
    /// Whether a file that is no report may be replaced as well.
    let mayReplace: Bool

    /// - Throws: ``ReportFileError``; what was there before is as it was then.
    func write(_ text: String) throws(ReportFileError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            if isFolder.boolValue { throw .isFolder(path) }
            if !mayReplace, !isReport { throw .isForeign(path) }
        }
        do {
            try PrivateFile.write(Data(text.utf8), to: URL(fileURLWithPath: path))
        } catch {
            let reason = (error as? PrivateFileError)?.reason ?? error.localizedDescription
            throw .failed(path, reason)
        }
    }

    private var isReport: Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        let beginning = Data(SpendPage.beginning.utf8)
        // What cannot be read is not known to be a report.
        return (try? file.read(upToCount: beginning.count)) == beginning
    }
}

/// Why a page was not written.
package enum ReportFileError: UserFacingError {
    case isFolder(String)
    case isForeign(String)
    case failed(String, String)

    package var message: String {
        switch self {
        case .isFolder(let path): "\(SafeText.line(path)) is a folder"
        case .isForeign(let path): "\(SafeText.line(path)) exists and is no report of Folio's"
        case .failed(let path, let reason): "\(SafeText.line(path)) could not be written: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .isFolder: "name a file, such as spend.html"
        case .isForeign: "name another file, or replace it with --yes"
        case .failed: nil
        }
    }

    package var kind: FailureKind {
        switch self {
        case .isFolder: .usage
        case .isForeign: .needsDecision
        case .failed: .failed
        }
    }
}
