package import FolioModel

extension ConfirmationOptions {
    /// Asks a question that is answered with yes or no, and returns if the answer is yes.
    ///
    /// `--yes` answers it; where no question can be asked, `--yes` is needed.
    ///
    /// - Throws: ``ConfirmationError``.
    package func require(
        _ question: String, console: Console = Runtime.current.console
    ) throws(ConfirmationError) {
        guard !yes else { return }
        guard console.canAsk else { throw .needed(question) }
        console.printErrorRaw("\(SafeText.lines(question)) [y/N] ")
        guard let answer = console.readAnswer()?.lowercased() else {
            // Nobody has ended the line.
            console.printError("")
            throw .declined
        }
        guard ["y", "yes"].contains(answer) else { throw .declined }
    }
}

/// Why a command did not act.
package enum ConfirmationError: UserFacingError, Equatable {
    /// The question that could not be asked.
    case needed(String)
    case declined

    package var message: String {
        switch self {
        case .needed(let question): "this needs a yes: \(question)"
        case .declined: "nothing was done"
        }
    }

    package var hint: String? {
        switch self {
        case .needed: "add --yes to answer it beforehand, or -n to see what would be done"
        case .declined: nil
        }
    }

    package var kind: FailureKind { .refusedSpending }
}
