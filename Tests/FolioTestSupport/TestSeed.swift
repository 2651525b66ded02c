import Foundation

/// The seeds of randomised tests: fixed ones, unless `FOLIO_SEED` names another, as `make soak`
/// does. Such tests have `Random` in their names.
package enum TestSeed {
    /// `usual`, or the seed that the environment names.
    package static func value(_ usual: UInt64) -> UInt64 {
        named.map { $0 &* 1_000 &+ usual } ?? usual
    }

    /// Several different seeds.
    package static func values(_ count: UInt64) -> [UInt64] {
        (1...count).map(value)
    }

    private static let named = ProcessInfo.processInfo.environment["FOLIO_SEED"].flatMap(
        UInt64.init)
}
