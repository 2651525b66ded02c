import Foundation

/// `POST /ai/generate-image`; remote-api.md §6.1.
enum GenerationRoutes {
    static let all = [
        Route("POST", "/api/v1/ai/generate-image", scope: "ai", kind: .image) { call in
            let order = try order(call)
            try Credits.require(order.model.price, model: order.model.name, call.db)
            let item = try make(order, call)
            let left = try Credits.charge(
                order.model.price, mediaID: item.id, model: order.model.name, call)
            return .created(json(order, item, creditsLeft: left, call))
        }
    ]

    /// UTF-16 units. The reference gives the number, not the unit.
    private static let promptLimit = 2_000

    private struct Order {
        let prompt: String
        let ratio: AspectRatio
        let model: ImageModel
    }

    /// The credits of an image that a fault prevents.
    static func chargeForFailure(_ call: Call, always: Bool) throws {
        let model = try order(call).model
        try Credits.require(model.price, model: model.name, call.db)
        guard always || call.settings.charging == .thenRefund else { return }
        try Credits.charge(model.price, model: model.name, call)
        if !always { try Credits.refund(model.price, model: model.name, call) }
    }

    private static func order(_ call: Call) throws -> Order {
        let body = try call.body()
        let prompt = try body.requiredString("prompt", maximum: promptLimit)
        let ratio = try body.choice("aspect_ratio", of: AspectRatio.all.map(\.name))
        let model = try body.choice("model", of: ImageModel.all.map(\.name))
        return Order(
            prompt: prompt,
            ratio: AspectRatio.all.first { $0.name == ratio } ?? .square,
            model: ImageModel.all.first { $0.name == model } ?? .standard)
    }

    private static func make(_ order: Order, _ call: Call) throws -> MediaItem {
        var item = MediaItem(filename: "", createdAt: call.now)
        item.filename = "ai-\(item.id.prefix(8)).png"
        let size = order.ratio.size(longSide: call.settings.imageSize)
        (item.width, item.height) = (size.width, size.height)
        item.drawing = "\(order.model.name) \(order.ratio.name) \(order.prompt)"
        item.byteCount = try MediaRoutes.bytes(of: item, variant: "public", call.db).count
        try item.save(call.db)
        return item
    }

    private static func json(
        _ order: Order, _ item: MediaItem, creditsLeft: Int, _ call: Call
    ) -> JSON {
        let first: JSON = [
            "media_id": .string(item.id), "model": .string(order.model.name),
            "aspect_ratio": .string(order.ratio.name), "credits_used": .int(order.model.price),
            "credits_remaining": .int(creditsLeft),
            "message": "Image generated. Use its media_id in media_ids of POST /posts",
        ]
        let second: JSON = [
            "media_id": .string(item.id), "media_ids": [.string(item.id)], "type": "image",
            "width": JSON(item.width), "height": JSON(item.height),
            "aspect_ratio": .string(order.ratio.name),
            "ai": ["model": .string(order.model.name), "prompt": .string(order.prompt)],
            "credits_used": .int(order.model.price), "credits_remaining": .int(creditsLeft),
            "created_at": Timestamp.json(item.createdAt),
            "next_step": "Create a post: POST /posts with media_ids [\"\(item.id)\"]",
        ]
        switch call.settings.shape {
        case .a, .c: return first
        case .b: return second
        case .union: return second.merging(first)
        }
    }
}
