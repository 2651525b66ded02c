import FolioModel
import FolioStore

/// What somebody wants made later, as it was typed or as a file has it; not checked yet.
struct Brief: Hashable {
    var prompt: String
    var model: String?
    var ratio: String?
    var count = 1
    var tags: [String] = []
    var albums: [String] = []
    var postText: String?
    var postAccounts: [Int] = []
    /// A moment in the words that people type.
    var postTime: String?
}

/// Checks briefs against what this machine knows; nothing is sent.
struct BriefChecker {
    let catalog: ModelCatalog
    let defaultModel: String
    let defaultRatio: String
    let zone: LocalZone
    let now: Timestamp

    /// Images that one brief may ask for.
    static let largestCount = 100

    init(library: Library, output: OutputOptions) throws {
        let settings = try Settings(library: library.folder)
        catalog = try settings.models()
        defaultModel = try settings.defaultModel()
        defaultRatio = try settings.defaultRatio()
        zone = try output.zone(library: library.folder)
        now = Runtime.current.now()
    }

    /// One draft for each image.
    ///
    /// - Throws: the error of what is wrong, a `UserFacingError`.
    func drafts(_ brief: Brief) throws -> [Library.PlanDraft] {
        guard (1...Self.largestCount).contains(brief.count) else {
            throw BriefError.badCount(brief.count)
        }
        let terms = try ImageTerms(
            model: brief.model ?? defaultModel, ratio: brief.ratio ?? defaultRatio,
            catalog: catalog)
        let draft = Library.PlanDraft(
            prompt: try GenerationPrompt(brief.prompt).text, model: terms.model,
            ratio: terms.ratio.text, tags: try brief.tags.map { try TagName($0) },
            albums: try brief.albums.map { try AlbumName($0).text }, post: try post(of: brief),
            expectedCredits: terms.creditsEach)
        return Array(repeating: draft, count: brief.count)
    }

    private func post(of brief: Brief) throws -> PlannedPost? {
        guard let text = brief.postText else {
            guard brief.postAccounts.isEmpty, brief.postTime == nil else {
                throw BriefError.postWithoutText
            }
            return nil
        }
        let moment = try brief.postTime.map {
            try MomentReader(now: now, utcOffset: zone.utcOffset).read($0)
        }
        if let moment, moment <= now { throw BriefError.timePassed }
        guard !brief.postAccounts.isEmpty || moment == nil else { throw BriefError.noAccounts }
        return PlannedPost(
            content: text, accountIDs: brief.postAccounts, scheduledFor: moment,
            timezone: zone.name)
    }
}

/// Why a brief was refused.
enum BriefError: UserFacingError, Equatable {
    case badCount(Int)
    case postWithoutText
    case noAccounts
    case timePassed

    var message: String {
        switch self {
        case .badCount(let count): "\(count) is not a number of images"
        case .postWithoutText: "a post needs a text"
        case .noAccounts: "a post with a time needs an account"
        case .timePassed: "the post's time has passed"
        }
    }

    var hint: String? {
        switch self {
        case .badCount: "give a number from 1 to \(BriefChecker.largestCount)"
        case .postWithoutText: "give it: --post-text \"Winter sale\""
        case .noAccounts: "name one: folio accounts"
        case .timePassed: "give a later one, such as +3d"
        }
    }

    var kind: FailureKind { .usage }
}
