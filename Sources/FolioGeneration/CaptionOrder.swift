package import FolioModel

/// Captions that somebody asked for.
package struct CaptionOrder: Sendable {
    package var topic: CaptionTopic
    package var terms: CaptionTerms
    /// Credits for the whole command.
    package var maximumCredits: Int?
    /// Whether this command may pass the budgets.
    package var ignoresBudgets: Bool

    package init(
        topic: CaptionTopic, terms: CaptionTerms, maximumCredits: Int? = nil,
        ignoresBudgets: Bool = false
    ) {
        self.topic = topic
        self.terms = terms
        self.maximumCredits = maximumCredits
        self.ignoresBudgets = ignoresBudgets
    }
}

/// Captions that were paid for, and what their reply said.
package struct MadeCaptions: Hashable, Sendable {
    package let generationID: Generation.ID
    /// In the reply's order; text from outside.
    package let captions: [String]
    /// Credits; `nil` where the reply did not tell.
    package let creditsUsed: Int?
    /// Credits; `nil` where the reply did not tell.
    package let creditsRemaining: Int?
    package let warnings: [GenerationWarning]
}
