package import FolioModel

extension RecoveryCase {
    /// Decides every call from the evidence alone (`docs/paid-calls.md` has the table).
    ///
    /// A call is `made` only with one item that no other open call can have made, and a balance
    /// that fell. It is `notMade` only after a long enough silence. Everything else stays open.
    package func verdicts() -> [Generation.ID: Verdict] {
        let candidates = Dictionary(
            uniqueKeysWithValues: calls.map { call in
                (call.generation.id, media.filter { $0.canBe(madeBy: call) }.map(\.item))
            })
        let matches = Dictionary(
            uniqueKeysWithValues: calls.compactMap { call in
                onlyCandidate(of: call, among: candidates).map { (call.generation.id, $0) }
            })
        return Dictionary(
            uniqueKeysWithValues: calls.map { call in
                let id = call.generation.id
                var verdict = verdict(on: call, candidates[id] ?? [], matches, candidates)
                verdict.candidates = candidates[id] ?? []
                return (id, verdict)
            })
    }

    /// The one item that a call can have made, where no other open call can have made it.
    ///
    /// What was created seconds before the call is rather somebody else's: it stands in the way of
    /// others, and is not claimed.
    private func onlyCandidate(
        of call: LostCall, among candidates: [Generation.ID: [RemoteMediaItem]]
    ) -> RemoteMediaItem? {
        let items = candidates[call.generation.id] ?? []
        let give = rules.contains(.withinCall) ? Self.clockPrecision : Self.clockAllowance
        guard items.count == 1 || !rules.contains(.onlyCandidate), let item = items.first,
            item.appeared(during: call, give: give),
            !media.contains(where: { $0.isLost && $0.item.mediaID == item.mediaID })
        else { return nil }
        let claims = candidates.values.count { $0.contains { $0.mediaID == item.mediaID } }
        return claims == 1 || !rules.contains(.onlyCandidate) ? item : nil
    }

    private func verdict(
        on call: LostCall, _ items: [RemoteMediaItem],
        _ matches: [Generation.ID: RemoteMediaItem],
        _ candidates: [Generation.ID: [RemoteMediaItem]]
    ) -> Verdict {
        guard !call.hasBrokenClock, now >= call.startedAt else {
            return .left("this computer's clock went back, so the times of the call say nothing")
        }
        guard isListed(call) else {
            return .left("the remote's list could not be read back to the time of the call")
        }
        let others = calls.filter { $0.generation.id != call.generation.id }
        let explained = Explanation(of: call, by: others, matches, candidates)
        if let item = matches[call.generation.id] {
            return verdict(on: call, item, explained)
        }
        if !items.isEmpty {
            return .left(
                items.count == 1
                    ? "\(items[0].mediaID) appeared, and another open call can have made it, "
                        + "or its time is not told or seconds beside the call's, "
                        + "or the list did not show it again"
                    : "\(items.count) new items can be the one that was made")
        }
        if call.generation.kind == .caption, others.isEmpty, let verdict = captions(call) {
            return verdict
        }
        return verdictWithoutTrace(of: call, explained)
    }

    /// Captions leave nothing in the listing.
    private func isListed(_ call: LostCall) -> Bool {
        guard call.generation.kind == .image else { return true }
        return listedSince.map { $0 <= call.startedAt - Self.clockAllowance } ?? false
    }

    private func verdict(
        on call: LostCall, _ item: RemoteMediaItem, _ others: Explanation
    ) -> Verdict {
        let appeared =
            "\(item.mediaID) appeared in the time of the call, and nothing else can be it"
        guard let fall = call.fall else {
            return .left(appeared, "whether the balance fell is not known")
        }
        let price = call.generation.expectedCredits
        guard fall >= others.least + max(1, price ?? 1) || !rules.contains(.balanceFell) else {
            return .left(appeared, Self.sentence(fall) + Self.missing(price))
        }
        // Captions show nowhere: they took all of it, and the item is somebody else's, or both ran.
        guard
            fall >= others.least + others.untraced + max(1, price ?? 1)
                || !rules.contains(.balanceFell)
        else {
            return .left(
                appeared, Self.sentence(fall) + ", which captions that are open too can have taken")
        }
        let isAlone = others.most == 0
        var verdict = Verdict(
            decision: .made(item, credits: price ?? (isAlone ? fall : nil)),
            reasons: [appeared, Self.sentence(fall)])
        let most = others.most.addingReportingOverflow(price ?? fall)
        if !most.overflow, fall > most.partialValue {
            verdict.warnings.append(
                "the balance fell by \(fall), \(fall - most.partialValue) more than this explains: "
                    + "something else spends credits too, and may have made the item")
        }
        return verdict
    }

    /// Captions leave no item: only the balance tells, and only where one call can be meant.
    private func captions(_ call: LostCall) -> Verdict? {
        guard let fall = call.fall, fall > 0 else { return nil }
        let most = call.generation.expectedCredits ?? 0
        guard fall <= most else {
            return .left(Self.sentence(fall) + ", more than the call can have cost (\(most))")
        }
        return Verdict(
            decision: .captionsMade(credits: fall),
            reasons: [Self.sentence(fall), "the captions' text is lost with the reply"])
    }

    private func verdictWithoutTrace(of call: LostCall, _ others: Explanation) -> Verdict {
        let nothing = "the remote shows no trace of it"
        guard let fall = call.fall else {
            return .left(nothing, "whether the balance fell is not known")
        }
        guard fall == others.least else {
            return .left(nothing, Self.sentence(fall) + ", which it does not explain")
        }
        let isPatient = rules.contains(.quietTwice)
        guard now >= call.endedAt || !isPatient else {
            return .left(nothing, "the remote may still be working on it")
        }
        let quiet = call.generation.quietAt.flatMap { $0 <= now ? $0 : nil } ?? now
        let isProved = now - quiet >= Self.quietSpan && now - call.endedAt >= Self.proofDelay
        guard isProved || !isPatient else {
            return Verdict(
                decision: .open(isQuiet: true),
                reasons: [nothing, "the balance did not fall", Self.waiting(now, quiet, call)])
        }
        return Verdict(
            decision: .notMade,
            reasons: [
                "two readings, at \(quiet.iso8601) and \(now.iso8601), show no trace of it",
                "the balance did not fall",
            ])
    }

    private static func waiting(
        _ now: Timestamp, _ quiet: Timestamp, _ call: LostCall
    ) -> String {
        let proof = max(quiet + quietSpan, call.endedAt + proofDelay)
        let minutes = ((proof - now).components.seconds + 59) / 60
        return "a reading in \(minutes) min can prove that it was not made"
    }

    private static func sentence(_ fall: Int) -> String {
        switch fall {
        case 0: "the balance did not fall"
        case ..<0: "the balance rose by \(-fall)"
        default: "the balance fell by \(fall) more than the ledger explains"
        }
    }

    private static func missing(_ price: Int?) -> String {
        price.map { "; the price is \($0)" } ?? ""
    }
}

/// What other open calls can have taken from the balance in the time of one, in credits.
private struct Explanation {
    /// What they took for certain.
    var least = 0
    /// What they can have taken at the most.
    var most = 0
    /// What of that would have left no trace.
    var untraced = 0

    init(
        of call: LostCall, by others: [LostCall], _ matches: [Generation.ID: RemoteMediaItem],
        _ candidates: [Generation.ID: [RemoteMediaItem]]
    ) {
        let seenAt = call.generation.balanceBeforeAt ?? call.generation.startedAt
        for other in others {
            let generation = other.generation
            let work = (generation.endedAt ?? generation.startedAt) + RecoveryCase.longestWork
            // What ended before the balance was read is in that balance.
            guard work > seenAt else { continue }
            let price = generation.expectedCredits
            // What appeared is somebody else's where the balance did not fall for it.
            let isMade =
                matches[generation.id] != nil && (other.fall ?? 0) >= max(1, price ?? 1)
            if isMade, generation.startedAt >= seenAt { least += max(1, price ?? 1) }
            let isPossible =
                isMade || generation.kind == .caption
                || !(candidates[generation.id] ?? []).isEmpty
            if isPossible {
                most = most.addingReportingOverflow(price ?? Int(Int32.max)).partialValue
            }
            if generation.kind == .caption {
                untraced = untraced.addingReportingOverflow(price ?? Int(Int32.max)).partialValue
            }
        }
    }
}

extension Verdict {
    /// Nothing is proved, and something was seen, or too little.
    fileprivate static func left(_ reasons: String...) -> Verdict {
        Verdict(decision: .open(isQuiet: false), reasons: reasons)
    }
}
