package import ArgumentParser
import FolioModel
import FolioStore

/// `folio budget set`
package struct BudgetSetCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set budgets, in credits; generate refuses what would pass one.",
        discussion: """
            Example: folio budget set --monthly 300 --daily 50

            Periods are those of your time zone and week-start. What a lost call may have cost \
            counts too. 0 lets nothing be spent; none lifts a budget.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("For each calendar month.", valueName: "credits"))
    package var monthly: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("For each week.", valueName: "credits"))
    package var weekly: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("For each day.", valueName: "credits"))
    package var daily: String?

    package init() {}

    package func run() async throws {
        let typed: [BudgetPeriod: String?] = [.day: daily, .week: weekly, .month: monthly]
        var budgets: [BudgetPeriod: Int?] = [:]
        for case (let period, let text?) in typed {
            budgets.updateValue(try CreditAmount(parsing: text).credits, forKey: period)
        }
        guard !budgets.isEmpty else {
            throw ValidationError("name a budget: --monthly, --weekly or --daily")
        }
        let library = try libraryOption.open()
        try library.setBudgets(budgets, now: Runtime.current.now())
        try BudgetSheet(library, output).printChange(output)
    }
}

/// `folio budget clear`
package struct BudgetClearCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Lift all budgets.",
        discussion: "Example: folio budget clear")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open()
        let none = BudgetPeriod.allCases.map { ($0, Int?.none) }
        try library.setBudgets(
            Dictionary(uniqueKeysWithValues: none), now: Runtime.current.now())
        try BudgetSheet(library, output).printChange(output)
    }
}
