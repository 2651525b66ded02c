import FolioFiles
package import FolioModel
package import FolioRemote
package import FolioStore

/// Pays for images and captions: one call at a time, each in the journal before its request is sent, and none
/// ever sent twice.
///
/// ``plan(_:)`` checks and prices without the network, ``confirmingBalance(of:)`` asks the remote
/// only where the last known balance is too low, and ``run(_:progress:)`` pays.
package struct Generator: Sendable {
    let library: Library
    let remote: any Remote
    let catalog: ModelCatalog
    let originals: Originals
    let time: TimeSource
    let utcOffset: @Sendable (Timestamp) -> Int
    let weekStartsOnSunday: Bool
    let patience: Patience
    let rules: PaidRules
    let check: @Sendable (RemoteIdentity) throws -> Void

    /// `check` throws where the remote answers for another account than the library's: nothing is
    /// paid then. `utcOffset` tells the seconds east of UTC of the zone in which periods are counted.
    /// Only tests give `rules`.
    package init(
        library: Library, remote: any Remote, catalog: ModelCatalog = ModelCatalog(),
        time: TimeSource = .system, utcOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 },
        weekStartsOnSunday: Bool = false, patience: Patience = Patience(),
        rules: PaidRules = .all,
        check: @escaping @Sendable (RemoteIdentity) throws -> Void = { _ in }
    ) {
        self.library = library
        self.remote = remote
        self.catalog = catalog
        originals = Originals(library)
        self.time = time
        self.utcOffset = utcOffset
        self.weekStartsOnSunday = weekStartsOnSunday
        self.patience = patience
        self.rules = rules
        self.check = check
    }

    /// How long a run waits for others.
    package struct Patience: Hashable, Sendable {
        /// For a paid call of another process.
        package var forOtherCall: Duration
        /// Between two looks at it.
        package var betweenLooks: Duration
        /// The longest wait that the remote may ask for; above it the run ends and tells the wait.
        package var forRateLimit: Duration

        /// Three minutes, longer than any generation; 10 seconds for the remote's limits.
        package init(
            forOtherCall: Duration = .seconds(180), betweenLooks: Duration = .milliseconds(250),
            forRateLimit: Duration = .seconds(10)
        ) {
            self.forOtherCall = forOtherCall
            self.betweenLooks = betweenLooks
            self.forRateLimit = forRateLimit
        }
    }
}
