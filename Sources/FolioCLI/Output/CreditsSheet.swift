import FolioCredits
import FolioModel
import FolioStore

/// The balance and where its credits went: what `credits` prints.
struct CreditsSheet {
    let balance: BalanceObservation?
    let month: CreditSources
    /// The running month.
    let times: Range<Timestamp>
    let openCalls: [OpenCall]
    let rate: CreditRate
    /// This month's intervals that nobody accounts for.
    let unattributed: [BalanceExplanation.Interval]
    let zone: LocalZone
    let now: Timestamp

    init(_ facts: LedgerFacts, zone: LocalZone, now: Timestamp) {
        let explanation = BalanceExplanation(facts)
        let times = BudgetPeriod.month.times(around: now, utcOffset: zone.utcOffset)
        balance = facts.readings.last?.observation
        month = CreditSources(explanation, in: times)
        openCalls = facts.openCalls
        rate = CreditRate(explanation, now: now)
        unattributed = explanation.intervals.filter {
            $0.unattributed != 0 && times.contains($0.to.observation.at)
        }
        self.times = times
        self.zone = zone
        self.now = now
    }

    var daysLeft: Int? { balance.flatMap { rate.daysLeft(of: $0.remaining) } }

    /// What the open calls may have cost; `nil` where one of them has no known price.
    var uncertainCredits: Int? {
        openCalls.reduce(0) { sum, call in
            sum.flatMap { sum in call.expectedCredits.map { sum + $0 } }
        }
    }

    var lines: [StyledText] {
        var lines = [StyledText(balanceLine, .bold), StyledText(spentLine)]
        if !gains.isEmpty {
            lines.append(StyledText("came in this month: \(gains.joined(separator: ", "))"))
        }
        if !openCalls.isEmpty {
            let most =
                uncertainCredits.map { "at most \(counted($0, "credit"))" } ?? "price unknown"
            lines.append(
                StyledText(
                    "uncertain: \(counted(openCalls.count, "call")), \(most); folio status",
                    .warning))
        }
        lines.append(StyledText(rateLine))
        return lines
            + unattributed.map {
                StyledText(UnattributedSentence(interval: $0, zone: zone, now: now).text, .warning)
            }
    }

    private var balanceLine: String {
        guard let balance else { return "the balance is not known yet; folio sync reads it" }
        return "\(counted(balance.remaining, "credit")) left, "
            + "seen \(StatusSheet.age(of: balance.at, now))"
    }

    private var spentLine: String {
        "spent this month: \(counted(month.spent, "credit")) (images \(month.images), "
            + "captions \(month.captions), elsewhere \(month.elsewhere), "
            + "refunded \(month.refunds))"
    }

    private var gains: [String] {
        [
            ("top-ups", month.topUps), ("new period", month.resets),
            ("change of the allowance", month.corrections),
            ("unexplained", month.unexplainedGain),
        ].compactMap { name, credits in credits == 0 ? nil : "\(name) \(credits)" }
    }

    private var rateLine: String {
        guard let daysLeft else { return "at this rate: not known, nothing was spent lately" }
        return "at this rate: \(counted(daysLeft, "day")) left "
            + "(\(counted(rate.spent, "credit")) in \(counted(Int(rate.days.rounded(.up)), "day")))"
    }
}

extension CreditsSheet {
    var json: CreditsJSON { CreditsJSON(self) }
}
