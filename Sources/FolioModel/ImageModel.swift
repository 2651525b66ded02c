/// A model that the remote offers for images.
package struct ImageModel: Hashable, Sendable {
    /// As the remote spells it.
    package let name: String
    /// List price of one image, in credits.
    package let credits: Int
    /// Typical seconds for one image; `nil` where unknown.
    package let typicalSeconds: Int?
    /// What it is best for, in a few words; `nil` where unknown.
    package let bestFor: String?

    package init(name: String, credits: Int, typicalSeconds: Int? = nil, bestFor: String? = nil) {
        self.name = name
        self.credits = credits
        self.typicalSeconds = typicalSeconds
        self.bestFor = bestFor
    }
}

/// The models that Folio knows, as data: the remote's four and those that the configuration adds.
package struct ModelCatalog: Sendable {
    /// The remote's models and prices (`remote-api.md` §6.1; all its sources agree).
    package static let builtIn = [
        ImageModel(
            name: "nano-banana-pro", credits: 15, typicalSeconds: 5,
            bestFor: "best quality, photorealism"),
        ImageModel(
            name: "ideogram-v2", credits: 8, typicalSeconds: 5, bestFor: "text inside images"),
        ImageModel(
            name: "gemini-3-pro", credits: 5, typicalSeconds: 8, bestFor: "contextual, balanced"),
        ImageModel(name: "flux-schnell", credits: 1, typicalSeconds: 2, bestFor: "fast drafts"),
    ]

    /// The default of the remote's reference; it is always sent all the same.
    package static let defaultModelName = "nano-banana-pro"

    /// The default of the remote's reference; it is always sent all the same.
    package static let defaultRatioText = "1:1"

    package let models: [ImageModel]

    /// A model in `added` takes the place of a built-in one of the same name.
    package init(adding added: [ImageModel] = []) {
        let names = Set(added.map(\.name))
        models = Self.builtIn.filter { !names.contains($0.name) } + added
    }

    package subscript(name: String) -> ImageModel? {
        models.first { $0.name == name }
    }
}
