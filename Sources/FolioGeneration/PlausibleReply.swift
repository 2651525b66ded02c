import FolioModel
import FolioRemote
import FolioStore

/// A reply whose numbers can be written down: what is impossible counts as not told. The reply's
/// own text stays as it arrived.
struct PlausibleReply {
    /// Credits; more than any account holds, and far from where sums would overflow.
    private static let largestAmount = 1_000_000_000_000

    let reply: ImageReply

    init(_ reply: ImageReply) {
        var reply = reply
        reply.creditsUsed = reply.creditsUsed.flatMap(Self.charge)
        reply.creditsRemaining = reply.creditsRemaining.flatMap(Self.balance)
        reply.width = reply.width.flatMap(Self.side)
        reply.height = reply.height.flatMap(Self.side)
        if reply.width == nil || reply.height == nil { (reply.width, reply.height) = (nil, nil) }
        self.reply = reply
    }

    static func balance(_ credits: Int) -> Int? {
        (-largestAmount...largestAmount).contains(credits) ? credits : nil
    }

    static func charge(_ credits: Int) -> Int? {
        (0...largestAmount).contains(credits) ? credits : nil
    }

    private static func side(_ pixels: Int) -> Int? {
        (1...1_000_000).contains(pixels) ? pixels : nil
    }

    /// The sent prompt wins over a differing echo, which is kept beside it.
    func forJournal(of call: Generation) -> Library.MadeReply {
        let item = RemoteMediaItem(
            mediaID: reply.mediaID, kind: reply.kind, width: reply.width, height: reply.height,
            url: reply.url, createdAt: reply.createdAt)
        let others = reply.mediaIDs.filter { $0 != reply.mediaID }
        return Library.MadeReply(
            item: item, mediaIDs: [reply.mediaID] + others, echoedPrompt: differingEcho(of: call),
            creditsUsed: reply.creditsUsed, creditsRemaining: reply.creditsRemaining,
            status: reply.status, requestID: reply.requestID, raw: reply.raw)
    }

    /// Byte for byte: Swift calls two spellings of one letter equal.
    private func differingEcho(of call: Generation) -> String? {
        reply.echoedPrompt.flatMap { $0.utf8.elementsEqual(call.prompt.utf8) ? nil : $0 }
    }
}

extension PlausibleReply {
    /// `before` is the last balance that was seen before the request, `twin` the item that another
    /// paid call had made under the same media id.
    func warnings(
        about call: Generation, before: BalanceObservation?, twin: MediaItem.ID?
    ) -> [GenerationWarning] {
        [
            chargeWarning(call), differingEcho(of: call).map { .promptDiffers(echoed: $0) },
            modelWarning(call), ratioWarning(call), sizeWarning(call),
            reply.mediaIDs == [reply.mediaID] ? nil : .mediaIDsDiffer(reply.mediaIDs),
            twin.map { .mediaIDRepeated($0) }, balanceWarning(before),
        ].compactMap(\.self)
    }

    private func chargeWarning(_ call: Generation) -> GenerationWarning? {
        guard let charged = reply.creditsUsed else { return .chargeUnknown }
        guard let expected = call.expectedCredits, expected != charged else { return nil }
        return .chargeDiffers(expected: expected, charged: charged)
    }

    private func modelWarning(_ call: Generation) -> GenerationWarning? {
        guard let sent = call.model, let echoed = reply.model, sent != echoed else { return nil }
        return .modelDiffers(sent: sent, echoed: echoed)
    }

    private func ratioWarning(_ call: Generation) -> GenerationWarning? {
        guard let sent = call.ratio, let echoed = reply.ratio, sent != echoed else { return nil }
        return .ratioDiffers(sent: sent, echoed: echoed)
    }

    private func sizeWarning(_ call: Generation) -> GenerationWarning? {
        guard let text = call.ratio, let ratio = AspectRatio.named(text),
            let width = reply.width, let height = reply.height,
            !ratio.fits(width: width, height: height)
        else { return nil }
        return .sizeDiffers(ratio: text, width: width, height: height)
    }

    private func balanceWarning(_ before: BalanceObservation?) -> GenerationWarning? {
        Self.balanceWarning(before, used: reply.creditsUsed, reported: reply.creditsRemaining)
    }

    static func balanceWarning(
        _ before: BalanceObservation?, used: Int?, reported: Int?
    ) -> GenerationWarning? {
        guard let before, let used, let reported else { return nil }
        let expected = before.remaining - used
        return reported < expected ? .balanceLower(expected: expected, reported: reported) : nil
    }
}
