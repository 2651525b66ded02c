import FolioModel
import FolioRemote
import FolioStore

/// A reply with captions whose numbers can be written down, as ``PlausibleReply`` is for images.
struct PlausibleCaptions {
    let reply: CaptionReply

    init(_ reply: CaptionReply) {
        var reply = reply
        reply.creditsUsed = reply.creditsUsed.flatMap(PlausibleReply.charge)
        reply.creditsRemaining = reply.creditsRemaining.flatMap(PlausibleReply.balance)
        self.reply = reply
    }

    var forJournal: Library.CaptionsReply {
        Library.CaptionsReply(
            captions: reply.captions, creditsUsed: reply.creditsUsed,
            creditsRemaining: reply.creditsRemaining, status: reply.status,
            requestID: reply.requestID, raw: reply.raw)
    }

    /// `before` is the last balance that was seen before the request.
    func warnings(
        about call: Generation, before: BalanceObservation?
    ) -> [GenerationWarning] {
        [
            countWarning(call), chargeWarning,
            PlausibleReply.balanceWarning(
                before, used: reply.creditsUsed, reported: reply.creditsRemaining),
        ].compactMap(\.self)
    }

    private func countWarning(_ call: Generation) -> GenerationWarning? {
        guard let asked = call.captionTerms?.count, asked != reply.captions.count else {
            return nil
        }
        return .captionsDiffer(asked: asked, returned: reply.captions.count)
    }

    /// What is returned is paid for, not what was asked for.
    private var chargeWarning: GenerationWarning? {
        guard let charged = reply.creditsUsed else { return .chargeUnknown }
        let expected = reply.captions.count * CaptionTerms.creditsEach
        return charged == expected ? nil : .chargeDiffers(expected: expected, charged: charged)
    }
}
