package import FolioModel

/// Something odd about what was made all the same.
package enum GenerationWarning: Hashable, Sendable {
    /// The charge is not the list price; both in credits.
    case chargeDiffers(expected: Int, charged: Int)
    /// The reply did not tell the charge, so the item's cost is unknown.
    case chargeUnknown
    /// The remote says that it used another prompt; the sent one is kept, the other beside it.
    case promptDiffers(echoed: String)
    case modelDiffers(sent: String, echoed: String)
    case ratioDiffers(sent: String, echoed: String)
    /// Pixels that do not have the ratio asked for.
    case sizeDiffers(ratio: String, width: Int, height: Int)
    /// The reply lists other media ids than the image's own.
    case mediaIDsDiffer([String])
    /// The remote gave the id of an image that another paid call had made.
    case mediaIDRepeated(MediaItem.ID)
    /// Fewer credits are left than the balance before and the charge explain.
    case balanceLower(expected: Int, reported: Int)
    /// The reply has another number of captions than was asked for.
    case captionsDiffer(asked: Int, returned: Int)
    /// The file could not be fetched or kept; the image is safe on the remote.
    case originalNotFetched(reason: String)
    case thumbnailNotMade(reason: String)

    /// One sentence, no final period. May contain text from outside.
    package var message: String {
        switch self {
        case .chargeDiffers(let expected, let charged):
            "the charge is \(charged), the list price \(expected)"
        case .chargeUnknown: "the reply does not say what it cost"
        case .promptDiffers(let echoed): "the remote says that it used another prompt: \(echoed)"
        case .modelDiffers(let sent, let echoed):
            "the remote says that it used the model \(echoed), not \(sent)"
        case .ratioDiffers(let sent, let echoed):
            "the remote says that it used the ratio \(echoed), not \(sent)"
        case .sizeDiffers(let ratio, let width, let height):
            "the image has \(width)×\(height) pixels, which is not \(ratio)"
        case .mediaIDsDiffer(let ids):
            "the reply lists other media ids: \(ids.joined(separator: ", "))"
        case .mediaIDRepeated(let id):
            "the remote gave the id of an image that was made before: \(id)"
        case .balanceLower(let expected, let reported):
            "\(reported) credits are left where \(expected) were expected: "
                + "something else spends them too"
        case .captionsDiffer(let asked, let returned):
            "\(asked) captions were asked for, \(returned) came"
        case .originalNotFetched(let reason): "the file is not held here yet: \(reason)"
        case .thumbnailNotMade(let reason): "no thumbnail could be made: \(reason)"
        }
    }
}
