package import FolioModel

/// Why a paid call was not made, or how it went wrong in Folio's own hands.
package enum GenerationError: UserFacingError, Equatable {
    case badCount(Int)
    case badLimit(Int)
    /// The price passes the limit of the command; all in credits.
    case overLimit(price: Int, limit: Int)
    /// The charges so far leave no room for the next image, which costs `next`; all in credits.
    case limitReached(spent: Int, next: Int, limit: Int)
    /// The price passes what a budget leaves.
    case overBudget(BudgetStanding, price: Int)
    /// The remote itself says that the balance does not cover the price.
    case balanceTooLow(price: Int, balance: Int)
    /// Another process has a paid call in flight and does not end.
    case otherCallInFlight(waited: Duration)
    case interrupted
    /// Interrupted while the request was on its way.
    case interruptedInFlight
    /// The remote made it, and the library could not write that down.
    case notRecorded(mediaID: String, reason: String)
    /// The remote wrote captions, and the library could not write them down: here they are.
    case captionsNotRecorded([String], reason: String)
    case outcomeUnknown(reason: String, of: Generation.Kind = .image)

    package var message: String {
        switch self {
        case .badCount(let count): "\(count) is not a number of images"
        case .badLimit(let limit): "\(limit) is not a limit in credits"
        case .overLimit(let price, let limit):
            "the price is \(price) credits, \(price - limit) more than the limit of \(limit)"
        case .limitReached(let spent, let next, let limit):
            "\(spent) credits are spent, and the next image for \(next) would pass the limit of "
                + "\(limit) by \(spent + next - limit)"
        case .overBudget(let standing, let price): Self.text(standing, price: price)
        case .balanceTooLow(let price, let balance):
            "not enough credits: \(price) needed, \(balance) left, "
                + "\(price - balance) too few"
        case .otherCallInFlight(let waited):
            "another paid call of this library is in flight, "
                + "and has not ended within \(waited.components.seconds) s; nothing was sent"
        case .interrupted: "interrupted; nothing more was sent"
        case .interruptedInFlight:
            "interrupted while the request was on its way: it may still be charged"
        case .notRecorded(let mediaID, let reason):
            "the image \(mediaID) was made, and the library could not record it: \(reason)"
        case .captionsNotRecorded(let captions, let reason):
            "captions were made, and the library could not record them: \(reason); "
                + captions.joined(separator: " | ")
        case .outcomeUnknown(let reason, .image):
            "it is not known whether the image was made: \(reason)"
        case .outcomeUnknown(let reason, .caption):
            "it is not known whether the captions were made: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .badCount: "give a number from 1 to \(GenerationPlan.largestCount)"
        case .badLimit: "give a number from 0 on"
        case .overLimit(let price, _): "raise it with: --max-credits \(price)"
        case .limitReached(let spent, let next, _):
            "raise it with: --max-credits \(spent + next)"
        case .overBudget(let standing, let price):
            "pay all the same with --over-budget, or raise it: folio budget set "
                + "--\(standing.budget.period.adjective) "
                + "\(standing.budget.credits + price - standing.left)"
        case .balanceTooLow: "buy credits, or ask for less; prices: folio models"
        case .otherCallInFlight: "see it with: folio status; then try again"
        case .interrupted: nil
        case .interruptedInFlight, .notRecorded, .captionsNotRecorded, .outcomeUnknown:
            "do not repeat it yet; see what became of it: folio recover"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .badCount, .badLimit: .usage
        case .overLimit, .limitReached, .overBudget, .balanceTooLow: .refusedSpending
        case .otherCallInFlight: .unavailable
        case .interrupted: .interrupted
        case .interruptedInFlight, .notRecorded, .captionsNotRecorded, .outcomeUnknown:
            .outcomeUnknown
        }
    }

    private static func text(_ standing: BudgetStanding, price: Int) -> String {
        let (limit, spent) = (standing.budget.credits, standing.spent)
        let unsure = spent.uncertain + spent.unpriced
        return "\(price) credits would pass the \(standing.budget.period.adjective) budget of "
            + "\(limit) by \(price - standing.left): \(spent.counted) are spent"
            + (unsure > 0 ? ", \(unsure) of them uncertain" : "")
    }
}
