import FolioHTTP
import FolioModel

extension HTTPRemote {
    /// A readable media id in a complete 2xx envelope is an image made. A 201 is believed without
    /// the envelope too, as long as the id is in it: calling a charged image unknown would help
    /// nobody. Any other reply that is no refusal leaves the outcome unknown.
    package func generateImage(_ request: ImageRequest) async throws -> ImageReply {
        let body = GenerationBody(
            prompt: request.prompt.text, model: request.model, aspect_ratio: request.ratio)
        var call = try Call.sending(.post, "/ai/generate-image", body, .paid)
        call.silence = paidSilence
        call.kind = .image
        let (data, reply) = try await perform(call)
        let image = ImageReply(
            data, status: reply.status, requestID: reply.requestID, raw: reply.raw)
        return try reply.readingOnce(image, or: "it has no media id")
    }
}

extension HTTPRemote {
    /// A readable list of captions in a complete 2xx reply is a call made. Any other reply that is
    /// no refusal leaves the outcome unknown.
    package func generateCaption(_ request: CaptionRequest) async throws -> CaptionReply {
        let terms = request.terms
        let body = CaptionBody(
            topic: request.topic.text, platform: terms.platform, tone: terms.tone,
            length: terms.length, include_hashtags: terms.hashtags,
            include_emojis: terms.emojis, count: terms.count)
        var call = try Call.sending(.post, "/ai/generate-caption", body, .paid)
        call.silence = paidSilence
        let (data, reply) = try await perform(call)
        let captions = CaptionReply(
            data, status: reply.status, requestID: reply.requestID, raw: reply.raw)
        return try reply.readingOnce(captions, or: "it has no captions")
    }
}

/// `POST /ai/generate-caption`. Without a platform there is no such key.
private struct CaptionBody: Encodable {
    let topic: String
    let platform: String?
    let tone: String
    let length: String
    let include_hashtags: Bool
    let include_emojis: Bool
    let count: Int
}

/// `POST /ai/generate-image`.
private struct GenerationBody: Encodable {
    let prompt: String
    let model: String
    let aspect_ratio: String
}

extension Reply {
    /// `value`, or the error of a whole reply that does not say what it must.
    func reading<Value>(_ value: Value?, or defect: String) throws(RemoteError) -> Value {
        guard let value else { throw error(.unreadable(reason: defect)) }
        return value
    }

    /// As ``reading(_:or:)`` for calls that are sent once: success that says nothing is unknown.
    func readingOnce<Value>(_ value: Value?, or defect: String) throws(RemoteError) -> Value {
        guard let value else {
            throw error(.outcomeUnknown(reason: "the reply is no use: \(defect)"))
        }
        return value
    }
}
