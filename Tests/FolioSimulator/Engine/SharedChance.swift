import FolioModel
import FolioTestSupport
import Synchronization

/// Ids of the library, drawn from the simulation's own chance.
final class SharedChance: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) {
        generator = Mutex(SeededGenerator(seed: seed))
    }

    func shortID() -> String {
        generator.withLock { ShortID.random(using: &$0) }
    }
}
