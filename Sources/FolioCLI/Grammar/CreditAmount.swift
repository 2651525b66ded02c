import FolioModel

/// A number of credits as people type it behind a budget's option.
struct CreditAmount: Equatable {
    /// `nil` lifts the budget.
    let credits: Int?

    /// - Throws: ``CreditAmountError``.
    init(parsing text: String) throws(CreditAmountError) {
        if text.lowercased() == "none" {
            credits = nil
            return
        }
        guard !text.isEmpty else { throw .empty }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else {
            throw .noNumber(text)
        }
        guard !text.hasPrefix("-") else { throw .negative(text) }
        guard let number = Int(text), number <= Budget.largest else { throw .tooLarge(text) }
        credits = number
    }
}

/// Why a budget cannot be what was typed.
enum CreditAmountError: UserFacingError, Equatable {
    case empty
    case noNumber(String)
    case negative(String)
    case tooLarge(String)

    var message: String {
        switch self {
        case .empty: "a budget is a number of credits, not nothing"
        case .noNumber(let text):
            "“\(text)” is no whole number of credits; a budget counts credits, not money"
        case .negative(let text): "a budget cannot be below 0: \(text)"
        case .tooLarge(let text): "“\(text)” is more than a budget may be, \(Budget.largest)"
        }
    }

    var hint: String? {
        "write digits alone, such as --monthly 300; 0 lets nothing be spent, none lifts it"
    }

    var kind: FailureKind { .usage }
}
