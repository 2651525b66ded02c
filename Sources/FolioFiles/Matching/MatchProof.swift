import FolioImaging
import FolioModel
import Foundation

/// One thing that speaks for a file being the original of an item.
package enum MatchProof: String, CaseIterable, Sendable {
    /// The remote's id of the item stands in the file's name.
    case mediaIDInName = "media_id_in_name"
    /// The remote's id of the item stands in the file.
    case mediaIDInFile = "media_id_in_file"
    /// The item's prompt stands in the file.
    case promptInFile = "prompt_in_file"
    case byteCount = "bytes"
    case fileName = "file_name"
    case size
    /// Written within a quarter of an hour after the item was made.
    case time
    /// Written within a day after the item was made.
    case day
    case ratio

    /// As people read it.
    package var sentence: String {
        switch self {
        case .mediaIDInName: "its name has the media id"
        case .mediaIDInFile: "the file has the media id"
        case .promptInFile: "the file has the prompt"
        case .byteCount: "same number of bytes"
        case .fileName: "same name"
        case .size: "same size"
        case .time: "saved soon after"
        case .day: "saved the same day"
        case .ratio: "same ratio"
        }
    }

    /// How much it says; what reaches ``FileMatch/enough`` is believed.
    var weight: Int {
        switch self {
        case .mediaIDInName, .mediaIDInFile: 100
        case .promptInFile: 60
        case .byteCount: 50
        case .fileName: 40
        case .size, .time: 20
        case .day, .ratio: 5
        }
    }
}

/// An item that a file may be the original of.
struct FileMatch {
    /// What all proofs together must weigh.
    static let enough = 40

    let item: MediaItem
    let proofs: [MatchProof]

    var weight: Int { proofs.reduce(0) { $0 + $1.weight } }

    /// Fewer characters stand in many files by chance.
    private static let shortestPrompt = 12

    /// `nil` where something speaks against it, or nothing for it.
    init?(_ clues: FileClues, _ item: MediaItem) {
        guard item.kind == clues.kind || item.kind == .other else { return nil }
        var proofs: [MatchProof] = []
        if let mediaID = item.mediaID?.lowercased(), mediaID.count >= Self.shortestPrompt {
            if clues.file.lastPathComponent.lowercased().contains(mediaID) {
                proofs.append(.mediaIDInName)
            }
            if clues.text.contains(mediaID) { proofs.append(.mediaIDInFile) }
        }
        if Self.holds(item.prompt, clues) { proofs.append(.promptInFile) }
        if item.byteCount == clues.byteCount { proofs.append(.byteCount) }
        if let name = item.fileName, Self.isSaid(name, clues) { proofs.append(.fileName) }
        switch Self.shape(clues, item) {
        case .against: return nil
        case .nothing: break
        case .size: proofs.append(.size)
        case .ratio: proofs.append(.ratio)
        }
        let age = clues.modifiedAt.milliseconds - item.createdAt.milliseconds
        // Two clocks may differ by some minutes.
        if (-120_000...900_000).contains(age) {
            proofs.append(.time)
        } else if (-120_000...86_400_000).contains(age) {
            proofs.append(.day)
        }
        guard !proofs.isEmpty else { return nil }
        self.item = item
        self.proofs = proofs
    }

    private static func holds(_ prompt: String?, _ clues: FileClues) -> Bool {
        guard let prompt, prompt.count >= shortestPrompt else { return false }
        let quoted = prompt.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
        return clues.text.contains(prompt) || clues.text.contains(quoted)
    }

    /// A name that every program gives, such as `image.png`, says nothing.
    private static func isSaid(_ name: String, _ clues: FileClues) -> Bool {
        let stem = name.prefix { $0 != "." }
        return stem.count >= 8 && clues.stem == FileName.harmless(String(stem))
    }

    private enum Shape {
        case against, nothing, size, ratio
    }

    private static func shape(_ clues: FileClues, _ item: MediaItem) -> Shape {
        guard let width = clues.width, let height = clues.height else { return .nothing }
        if let itemWidth = item.width, let itemHeight = item.height {
            if (width, height) == (itemWidth, itemHeight) { return .size }
            // A smaller or larger copy is of the same shape.
            let (left, right) = (width * itemHeight, height * itemWidth)
            return abs(left - right) * 100 <= 2 * max(left, right) ? .nothing : .against
        }
        guard let ratio = item.ratio.flatMap(AspectRatio.named) else { return .nothing }
        return ratio.fits(width: width, height: height) ? .ratio : .against
    }
}
