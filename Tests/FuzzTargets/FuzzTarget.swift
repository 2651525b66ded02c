/// A reader or decoder of bytes that come from outside, and what must hold of its answer whatever
/// they are.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case png, jpeg, webp, gif, profile, alpha, metadata, texts, record, rewriting, terminal

    /// Reads `input`, and ends the program where the answer is wrong.
    package func run(_ input: [UInt8]) {
        switch self {
        case .png, .jpeg, .webp, .gif: Self.decode(input, as: self)
        case .profile: Self.readProfile(input)
        case .alpha: Self.readAlpha(input)
        case .metadata: Self.readMetadata(input)
        case .texts: Self.readTexts(input)
        case .record: Self.readRecord(input)
        case .rewriting: Self.rewrite(input)
        case .terminal: Self.readReplies(input)
        }
    }

    /// Small inputs that are read whole, to begin with.
    package var seeds: [[UInt8]] {
        switch self {
        case .png, .jpeg, .webp, .gif: pictureSeeds
        case .profile: Self.profileSeeds
        case .alpha: Self.alphaSeeds
        case .metadata: Self.metadataSeeds
        case .texts: Self.textSeeds
        case .record: Self.recordSeeds
        case .rewriting: Self.rewritingSeeds
        case .terminal: Self.replySeeds
        }
    }
}
