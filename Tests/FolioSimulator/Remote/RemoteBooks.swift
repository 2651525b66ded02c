import FolioModel

/// What the remote itself knows that it did: the truth that the library is compared with.
struct RemoteBooks: Sendable {
    /// One executed paid call.
    struct Charge: Sendable {
        /// The prompt or the topic as it was sent.
        var text: String
        /// The image that it made; `nil` for captions.
        var mediaID: String?
        var credits: Int
        var at: Timestamp
    }

    /// Every paid request that was executed, in order.
    var charges: [Charge] = []
    /// Images by the prompt that made them.
    var promptOf: [String: String] = [:]
    /// Posts that were created, by their mark.
    var created: [String: [String]] = [:]
    /// How often a draft was scheduled, and how often failed destinations were tried again.
    var scheduled: [String: Int] = [:]
    var retried: [String: Int] = [:]
    /// Every text that a post ever had there.
    var texts: [String: Set<String>] = [:]
    /// Media that were deleted, and from when on.
    var deletedMedia: [String: Timestamp] = [:]
    var deletedPosts: Set<String> = []
    /// Completed uploads.
    var completed: Set<String> = []
    /// Credits that others spent, with the moment.
    var otherSpending: [Timestamp] = []
    /// Paid images that others deleted.
    var paidDeletedElsewhere = 0
    /// Items that others made, with the moment at which they appeared.
    var strangers: [String: Timestamp] = [:]
    /// Credits given by list and taken differently: no recovery can know them.
    var oddPrices: Set<String> = []

    /// How often the paid call with this text ran.
    func executions(of text: String) -> Int {
        charges.count { $0.text == text }
    }
}
