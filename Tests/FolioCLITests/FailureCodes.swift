import FolioModel

enum FailureCodes {
    /// Of every kind of failure, and of success.
    static let all = [0] + FailureKind.allCases.map(\.rawValue)
}
