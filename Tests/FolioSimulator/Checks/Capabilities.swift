/// What the engine can do by now, so that the checks ask for no more.
enum Capabilities {
    /// Seed 24 of `SimulatorTests` still leaves one deletion unfound, so this is not claimed yet.
    /// Items that were deleted elsewhere become `gone`, and whatever lies deep in the listing is
    /// found in the end: the finder of deletions with its rolling audit.
    static let findsDeletions = true
    /// An edit that is parked or taken back no longer shows on top of what the remote has: that
    /// needs the values that were there before it.
    static let showsPostsWithoutParkedEdits = true
}
