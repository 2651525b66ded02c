package import FolioModel

/// What a paid call asks the remote for.
package enum PaidRequest: Hashable, Sendable {
    case image(GenerationPrompt, ImageTerms)
    case captions(CaptionTopic, CaptionTerms)

    package var kind: Generation.Kind {
        switch self {
        case .image: .image
        case .captions: .caption
        }
    }

    /// The prompt, or the topic.
    package var text: String {
        switch self {
        case .image(let prompt, _): prompt.text
        case .captions(let topic, _): topic.text
        }
    }

    /// With what an image is to be made; `nil` for captions.
    package var imageTerms: ImageTerms? {
        if case .image(_, let terms) = self { terms } else { nil }
    }

    /// How captions are to be written; `nil` for an image.
    package var captionTerms: CaptionTerms? {
        if case .captions(_, let terms) = self { terms } else { nil }
    }

    /// List price of one call in credits; `nil` for a model that Folio does not know.
    package var price: Int? {
        switch self {
        case .image(_, let terms): terms.creditsEach
        case .captions(_, let terms): terms.credits
        }
    }
}
