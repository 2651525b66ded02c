import FolioModel
import FolioRemote

extension RemoteWorld {
    func identity(_ clock: Timestamp) -> RemoteIdentity {
        var identity = RemoteIdentity(
            organizationID: "organization-1", organizationName: "Simulated",
            workspaceID: "workspace-1", scopes: ["read", "write", "ai"], plan: "GROWTH",
            credits: RemoteIdentity.Quota(used: used, limit: limit, bonus: bonus),
            periodEnd: periodEnd)
        identity.remoteTime = clock
        return identity
    }

    mutating func generate(_ request: ImageRequest) throws -> ImageReply {
        guard let model = ModelCatalog()[request.model], AspectRatio.named(request.ratio) != nil
        else { throw Self.refusal(400, "validation_error") }
        let price = try charge(model.credits, model: model.name)
        let size = Self.size(of: request.ratio)
        let seen = RemoteMediaItem(
            mediaID: chance.uuid(), fileName: "generated.png", contentType: "image/png",
            width: size.0, height: size.1, createdAt: now)
        insert(Item(seen: seen))
        books.promptOf[seen.mediaID] = request.prompt.text
        books.charges.append(
            .init(text: request.prompt.text, mediaID: seen.mediaID, credits: price, at: now))
        if price != model.credits { books.oddPrices.insert(request.prompt.text) }
        return ImageReply(
            mediaID: seen.mediaID, width: size.0, height: size.1, ratio: request.ratio,
            model: model.name, echoedPrompt: request.prompt.text,
            creditsUsed: isTold ? price : nil, creditsRemaining: isTold ? remaining : nil,
            createdAt: now, requestID: chance.uuid())
    }

    mutating func caption(_ request: CaptionRequest) throws -> CaptionReply {
        let price = try charge(request.terms.credits, model: "captions")
        books.charges.append(
            .init(text: request.topic.text, mediaID: nil, credits: price, at: now))
        return CaptionReply(
            captions: (1...request.terms.count).map { "\(request.topic.text), no. \($0)" },
            creditsUsed: price, creditsRemaining: remaining, status: 200,
            requestID: chance.uuid())
    }

    private var isTold: Bool { !oddities.contains(.chargeNotTold) }

    private mutating func charge(_ listed: Int, model: String) throws -> Int {
        let price = oddities.contains(.priceMoved) ? listed + 1 : listed
        guard remaining >= price else {
            throw RemoteError(
                .insufficientCredits(required: price, available: remaining), status: 402,
                code: "insufficient_credits")
        }
        if price != listed { shown.append(.priceMoved) }
        if !isTold { shown.append(.chargeNotTold) }
        used += price
        return price
    }

    /// Somebody else spends from the same account, as far as it has something.
    mutating func spendElsewhere(_ credits: Int) {
        guard remaining >= credits else { return }
        used += credits
        books.otherSpending.append(now)
        shown.append(.otherSpending)
    }

    /// As the remote draws each ratio.
    static func size(of ratio: String) -> (Int, Int) {
        switch ratio {
        case "16:9": (1_920, 1_080)
        case "9:16": (1_080, 1_920)
        case "4:3": (1_024, 768)
        case "3:4": (768, 1_024)
        case "4:5": (1_024, 1_280)
        case "5:4": (1_280, 1_024)
        default: (1_024, 1_024)
        }
    }
}
