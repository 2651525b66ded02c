import FolioCredits
import FolioModel

/// What `folio credits --json` prints.
struct CreditsJSON: Encodable {
    var format_version = JSONText.formatVersion
    @Nullable var balance: CreditBalanceJSON?
    var month: CreditSourcesJSON
    var uncertain_count: Int
    /// `null` where a price is not known.
    @Nullable var uncertain_credits: Int?
    @Nullable var days_left: Int?
    var rate: CreditRateJSON
    var unattributed: [UnattributedJSON]

    init(_ sheet: CreditsSheet) {
        balance = sheet.balance.map {
            CreditBalanceJSON(
                credits: $0.remaining, at: $0.at.iso8601,
                age_seconds: max(0, (sheet.now - $0.at).inMilliseconds / 1_000),
                source: $0.source.rawValue)
        }
        month = CreditSourcesJSON(sheet.month, in: sheet.times)
        uncertain_count = sheet.openCalls.count
        uncertain_credits = sheet.uncertainCredits
        days_left = sheet.daysLeft
        rate = CreditRateJSON(credits: sheet.rate.spent, days: sheet.rate.days)
        unattributed = sheet.unattributed.map {
            UnattributedJSON($0, zone: sheet.zone, now: sheet.now)
        }
    }
}

/// The last balance that was seen.
struct CreditBalanceJSON: Encodable {
    var credits: Int
    var at: String
    var age_seconds: Int64
    var source: String
}

/// Where the month's credits went and came from.
struct CreditSourcesJSON: Encodable {
    var from: String
    var until: String
    var spent: Int
    var images: Int
    var captions: Int
    var elsewhere: Int
    var refunds: Int
    var top_ups: Int
    var resets: Int
    var corrections: Int
    var unexplained_gain: Int

    init(_ sources: CreditSources, in times: Range<Timestamp>) {
        from = times.lowerBound.iso8601
        until = times.upperBound.iso8601
        spent = sources.spent
        images = sources.images
        captions = sources.captions
        elsewhere = sources.elsewhere
        refunds = sources.refunds
        top_ups = sources.topUps
        resets = sources.resets
        corrections = sources.corrections
        unexplained_gain = sources.unexplainedGain
    }
}

/// What was spent lately, and in how many days.
struct CreditRateJSON: Encodable {
    var credits: Int
    var days: Double
}

/// What nobody accounts for between two readings.
struct UnattributedJSON: Encodable {
    /// Negative where credits were spent elsewhere.
    var credits: Int
    var from: String
    var until: String
    /// Calls of unknown outcome that may be the cause.
    var open_calls: [String]
    var sentence: String

    init(_ interval: BalanceExplanation.Interval, zone: LocalZone, now: Timestamp) {
        credits = interval.unattributed
        from = interval.from.observation.at.iso8601
        until = interval.to.observation.at.iso8601
        open_calls = interval.openCalls.map(\.id)
        sentence = UnattributedSentence(interval: interval, zone: zone, now: now).text
    }
}
