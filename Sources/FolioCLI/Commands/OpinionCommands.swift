package import ArgumentParser
import FolioModel
import FolioStore

/// `folio rate`
package struct RateCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rate",
        abstract: "Rate all items of a query from 1 to 5; 0 takes the rating away.",
        discussion: """
            Example: folio rate last -- 5

            For more than one item a terminal asks; elsewhere more than 100 need --yes.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        let query = try words.query(of: "rate", "STARS")
        let text = try words.text(of: "rate", "STARS")
        guard let stars = Int(text), (0...5).contains(stars) else {
            throw MissingWords(
                message: "“\(text)” is no rating", hint: "give 1 to 5, or 0 for none")
        }
        let change = ItemChange(query, output: output) {
            stars == 0 ? "take the rating from \($0)" : "rate \($0) with \(stars)"
        }
        let library = try libraryOption.open()
        try change.make(in: library, confirmation) { ids, now in
            try library.rate(ids, stars, now: now)
        }
    }
}

/// `folio hide`
package struct HideCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "hide",
        abstract: "Leave all items of a query out of lists and searches.",
        discussion: """
            Example: folio hide tag:draft rating:..2

            is:hidden finds them, and so does an id. What they cost still counts.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        let change = ItemChange(try words.query(of: "hide", nil), output: output) { "hide \($0)" }
        let library = try libraryOption.open()
        try change.make(in: library, confirmation) { ids, now in
            try library.setHidden(true, ids, now: now)
        }
    }
}

/// `folio unhide`
package struct UnhideCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "unhide",
        abstract: "Show all items of a query in lists and searches again.",
        discussion: "Example: folio unhide tag:draft")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        let query = try words.query(of: "unhide", nil)
        var change = ItemChange(query, output: output) { "show \($0) again" }
        change.includesHidden = true
        let library = try libraryOption.open()
        try change.make(in: library, confirmation) { ids, now in
            try library.setHidden(false, ids, now: now)
        }
    }
}
