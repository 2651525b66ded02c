import FolioModel

extension CaptionReply {
    /// Reads `remote-api.md` §6.2; `nil` without a list of texts.
    ///
    /// Entries that are no text are left out. A list in which nothing else is says nothing about
    /// what was made.
    init?(_ json: JSONValue, status: Int, requestID: String?, raw: String) {
        guard let listed = json.array("captions") else { return nil }
        let captions = listed.compactMap(\.string).filter { $0.utf8.count <= Bounds.body }
        guard listed.isEmpty || !captions.isEmpty else { return nil }
        self.init(
            captions: captions, creditsUsed: json.int("credits_used", in: Bounds.credits),
            creditsRemaining: json.int("credits_remaining", in: Bounds.credits), status: status,
            requestID: requestID, raw: raw)
    }
}
