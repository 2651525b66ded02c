import FolioModel
package import FolioStore

/// What `families` prints.
package struct FamilyListing: Sendable {
    package let results: FamilyResults
    /// Tells the local day of a moment.
    package let zone: LocalZone

    package init(results: FamilyResults, zone: LocalZone) {
        self.results = results
        self.zone = zone
    }

    package var table: TextTable {
        TextTable(
            columns: [
                .init("items", .right), .init("credits", .right), .init("newest"), .init("day"),
                .init("prompt"),
            ],
            rows: results.families.map { family in
                [
                    StyledText(String(family.count)), StyledText(Self.credits(of: family)),
                    StyledText(family.newest, .bold),
                    StyledText(zone.day(of: family.newestAt), .dim), StyledText(family.prompt),
                ]
            }, showsTitles: !results.families.isEmpty)
    }

    /// What the rows do not say.
    package var remarks: [String] {
        let shown = results.families.count
        let missing = results.promptlessCount
        return [
            results.total == 0 ? "nothing matches" : nil,
            shown < results.total ? "\(shown) of \(results.total); more with --limit N" : nil,
            missing > 0
                ? "\(counted(missing, "item")) without a known prompt \(missing == 1 ? "is" : "are")"
                    + " in no family" : nil,
        ].compactMap { $0 }
    }

    package var json: FamiliesJSON {
        FamiliesJSON(
            items: results.families.map(FamilyJSON.init), total: results.total,
            truncated: results.families.count < results.total,
            promptless_count: results.promptlessCount)
    }

    /// `12+` where the price of some is not known.
    private static func credits(of family: PromptFamily) -> String {
        guard let credits = family.credits else { return "–" }
        return family.unpricedCount > 0 ? "\(credits)+" : String(credits)
    }
}

/// Families of prompts as JSON output shows them.
package struct FamiliesJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var items: [FamilyJSON]
    package var total: Int
    package var truncated: Bool
    package var promptless_count: Int
}

/// A family of prompts as JSON output shows it.
package struct FamilyJSON: Encodable, Sendable {
    package var prompt: String
    package var newest: String
    package var newest_at: String
    package var oldest_at: String
    package var count: Int
    package var prompt_count: Int
    @Nullable package var credits: Int?
    package var unpriced_count: Int

    package init(_ family: PromptFamily) {
        prompt = family.prompt
        newest = family.newest
        newest_at = family.newestAt.iso8601
        oldest_at = family.oldestAt.iso8601
        count = family.count
        prompt_count = family.promptCount
        credits = family.credits
        unpriced_count = family.unpricedCount
    }
}
