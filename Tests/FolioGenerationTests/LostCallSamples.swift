import FolioGeneration
import FolioModel
import FolioTestSupport

extension Verdict {
    /// The verdict on the first of `calls`, an hour of the listing having been read.
    static func first(
        on calls: [LostCall], _ media: [SeenMedia], now: Timestamp = .sample + .seconds(60)
    ) -> Verdict {
        let verdicts = RecoveryCase(
            calls: calls, media: media, listedSince: .sample - .seconds(3_600), now: now
        ).verdicts()
        guard let verdict = verdicts[calls[0].generation.id] else {
            preconditionFailure("every call is judged")
        }
        return verdict
    }
}

extension LostCall {
    /// A call that began so many seconds after `Timestamp.sample`.
    static func sample(
        _ id: Generation.ID, after seconds: Int = 0, price: Int? = 5, ratio: String = "1:1",
        kind: Generation.Kind = .image, fall: Int?, quietAfter: Int? = nil
    ) -> LostCall {
        var generation = Generation.lost(id, after: seconds, price: price, ratio: ratio, kind)
        generation.quietAt = quietAfter.map { .sample + .seconds($0) }
        return LostCall(generation, skew: .zero, fall: fall)
    }
}

extension Generation {
    /// A call of which nobody knows how it ended, a minute after the balance was read.
    static func lost(
        _ id: Generation.ID, after seconds: Int, price: Int?, ratio: String,
        _ kind: Generation.Kind
    ) -> Generation {
        var generation = Generation(
            id: id, kind: kind, state: .unknown, prompt: "a boat", model: "gemini-3-pro",
            ratio: kind == .image ? ratio : nil, expectedCredits: price, balanceBefore: 100,
            startedAt: .sample + .seconds(seconds))
        generation.balanceBeforeAt = .sample - .seconds(60)
        return generation
    }
}

extension SeenMedia {
    /// An image that was made so many seconds after `Timestamp.sample`.
    static func sample(
        _ mediaID: String, after seconds: Int, width: Int = 64, height: Int = 64
    ) -> SeenMedia {
        SeenMedia(
            .sample(
                mediaID, width: width, height: height, createdAt: .sample + .seconds(seconds)))
    }
}
