import FolioTestSupport
import FuzzTargets
import Testing

/// What `make fuzz` does for longer and with more wit.
@Suite struct FuzzTargetTests {
    @Test(arguments: FuzzTarget.allCases)
    func seedsAndWhatIsNearThemAreSurvived(target: FuzzTarget) {
        var generator = SeededGenerator(seed: 17)
        let seeds = target.seeds
        #expect(!seeds.isEmpty)
        #expect(seeds.reduce(0) { $0 + $1.count } < 60_000)

        for seed in seeds {
            target.run(seed)
            for _ in 0..<60 { target.run(changed(seed, &generator)) }
        }
    }

    /// A few bytes changed, then perhaps cut, or followed by a part of itself.
    private func changed(_ seed: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 0...4, using: &generator) {
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                UInt8.random(in: 0...255, using: &generator)
        }
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return Array(bytes[..<place])
        case 1: return bytes + bytes[place...]
        default: return bytes
        }
    }
}
