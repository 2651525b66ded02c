import FolioFiles
import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import Foundation

/// A running Folio: its own handle of the library and its own way to the remote.
struct SimulatedProcess: Sendable {
    static let baseURL = "https://remote.invalid/api/v1"

    let library: Library
    let life: ProcessLife
    let rules: SimulatedRules

    init(
        folder: URL, _ surroundings: Surroundings, _ ids: SharedChance, _ rules: SimulatedRules
    ) throws {
        let life = ProcessLife(surroundings)
        self.life = life
        self.rules = rules
        library = try Library.open(
            folder, makeID: { ids.shortID() }, keepsPrompts: rules.keepsPrompts,
            witness: { try life.witness($0) })
    }

    var remote: ProcessRemote { ProcessRemote(life: life) }

    var originals: Originals { Originals(library) }

    var now: @Sendable () -> Timestamp {
        let surroundings = life.surroundings
        return { surroundings.now }
    }

    var engine: SyncEngine {
        SyncEngine(
            library: library, remote: remote, originals: originals, baseURL: Self.baseURL,
            rules: rules.sync, engineRules: rules.engine, now: now)
    }

    var posts: PostActions {
        PostActions(
            library: library, remote: remote, originals: originals, baseURL: Self.baseURL,
            rules: rules.engine, now: now)
    }

    var media: MediaActions {
        MediaActions(
            library: library, remote: remote, originals: originals, baseURL: Self.baseURL,
            rules: rules.engine, now: now)
    }

    var generator: Generator {
        let library = library
        return Generator(
            library: library, remote: remote, time: time, rules: rules.paid,
            check: { identity in
                let found = IdentityPin(baseURL: Self.baseURL, identity)
                try found.check(against: try IdentityPin.pinned(in: library))
            })
    }

    var recovery: Recovery {
        let generator = generator
        let library = library
        return Recovery(generator) { identity in
            let found = IdentityPin(baseURL: Self.baseURL, identity)
            try found.check(against: try IdentityPin.pinned(in: library))
        }
    }

    private var time: TimeSource {
        let life = life
        return TimeSource(
            now: { life.surroundings.now },
            sleep: { span in
                try Task.checkCancellation()
                life.surroundings.advance(by: span)
                await life.turn()
            }, random: { 0.5 })
    }
}
