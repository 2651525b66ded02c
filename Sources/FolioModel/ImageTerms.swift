/// With what an image is to be made, checked against the models and ratios that are known.
package struct ImageTerms: Hashable, Sendable {
    /// As the remote spells it.
    package let model: String
    package let ratio: AspectRatio
    /// List price of one image in credits; `nil` for a model that Folio does not know.
    package let creditsEach: Int?

    /// `nil` takes the remote's default, which is then sent like any other. With `allowsAnyModel` a
    /// model that Folio does not know will do; that needs `maximumCredits`, in credits.
    ///
    /// - Throws: ``ImageTermsError``.
    package init(
        model: String?, ratio: String?, catalog: ModelCatalog, allowsAnyModel: Bool = false,
        maximumCredits: Int? = nil
    ) throws(ImageTermsError) {
        self.model = model ?? ModelCatalog.defaultModelName
        let text = ratio ?? ModelCatalog.defaultRatioText
        if let known = catalog[self.model] {
            creditsEach = known.credits
        } else {
            guard allowsAnyModel, !self.model.isEmpty else {
                let names = catalog.models.map(\.name)
                throw .unknownModel(
                    self.model, nearest: nearest(to: self.model, among: names), known: names)
            }
            guard maximumCredits != nil else { throw .priceUnknown(model: self.model) }
            creditsEach = nil
        }
        guard let ratio = AspectRatio.named(text) else {
            throw .unknownRatio(text, nearest: AspectRatio.nearest(to: text))
        }
        self.ratio = ratio
    }
}

extension AspectRatio {
    /// The ratio that `text` most likely means: by shape where it is two numbers, such as
    /// `1920x1080`, else by spelling.
    package static func nearest(to text: String) -> String? {
        let sides = text.split { !$0.isNumber || !$0.isASCII }.compactMap { Double($0) }
        guard sides.count == 2, sides[0] > 0, sides[1] > 0 else {
            return FolioModel.nearest(to: text, among: all.map(\.text))
        }
        let shape = sides[0] / sides[1]
        func distance(_ ratio: AspectRatio) -> Double {
            let other = Double(ratio.width) / Double(ratio.height)
            return max(shape / other, other / shape)
        }
        return all.min { distance($0) < distance($1) }?.text
    }
}

/// Why an image cannot be made so.
package enum ImageTermsError: UserFacingError, Equatable {
    case unknownModel(String, nearest: String?, known: [String])
    /// A model that Folio has no price for needs a limit.
    case priceUnknown(model: String)
    case unknownRatio(String, nearest: String?)

    package var message: String {
        switch self {
        case .unknownModel(let name, _, _): "there is no model “\(name)”"
        case .priceUnknown(let model): "the price of “\(model)” is not known"
        case .unknownRatio(let text, _): "the remote has no ratio “\(text)”"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownModel(_, let nearest?, _): "did you mean \(nearest)? See: folio models"
        case .unknownModel(_, nil, let known): "use one of: \(known.joined(separator: ", "))"
        case .priceUnknown: "name the most that it may cost: --max-credits N"
        case .unknownRatio(_, let nearest?): "did you mean \(nearest)?"
        case .unknownRatio(_, nil):
            "use one of: \(AspectRatio.all.map(\.text).joined(separator: ", "))"
        }
    }

    package var kind: FailureKind { .usage }
}
