import FolioModel

/// A step of the demo that did not do what it says.
struct DemoError: UserFacingError {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var hint: String? { "please report it with the lines above" }

    var kind: FailureKind { .failed }
}
