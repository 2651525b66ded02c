import FolioFiles
import FolioGeneration
import FolioModel
import FolioStore
import FolioSync
import Foundation

/// Does what a person does, in one process, and tells what that was promised.
struct Actor {
    let process: SimulatedProcess
    /// As the library is when the person looks.
    let seen: Snapshot
    var chance: Chance
    let number: Int
    var deed = Deed()

    private var library: Library { process.library }

    /// Errors are what a person would read; they change nothing about what is checked.
    mutating func perform(_ kind: UserStep.Kind) async {
        do {
            try await act(kind)
            note("\(kind.rawValue) ended")
        } catch is Crash {
            note("\(kind.rawValue) crashed")
        } catch {
            note("\(kind.rawValue) failed: \(Self.word(for: error))")
        }
    }

    private func note(_ text: String) {
        process.life.surroundings.with { $0.record(text) }
    }

    /// Without ids of the machine, such as names of temporary files.
    private static func word(for error: any Error) -> String {
        guard let error = error as? any UserFacingError else { return "\(type(of: error))" }
        return "\(type(of: error)) \(error.kind)"
    }

    private mutating func act(_ kind: UserStep.Kind) async throws {
        switch kind {
        case .generate: try await generate(count: 1)
        case .generateSeveral: try await generate(count: chance.within(2...3))
        case .caption: try await caption()
        case .tag: try tag()
        case .untag: try untag()
        case .postLater, .postDraft, .postNow: try await createPost(kind)
        case .editPost: try await editPost()
        case .changeMedia: try await changeMedia()
        case .deletePost: try await deletePost()
        case .scheduleDraft: try await scheduleDraft()
        case .retryPost: try await retryPost()
        case .importFile: _ = try importFile()
        case .upload: try await upload()
        case .deleteItem: try await deleteItem()
        case .sync: try await sync(SyncOptions())
        case .agreedSync: try await sync(SyncOptions(maximumDeletions: .max))
        case .pull: try await sync(SyncOptions(pushes: false))
        case .push: try await sync(SyncOptions(pulls: false, downloads: .none))
        case .recover: _ = try await process.recovery.run()
        case .decideCall: try await decideCall()
        case .tryAgain: try tryAgain()
        case .decideEntry: try decideEntry()
        default: break
        }
    }

    /// As the command does it: lost calls are settled first.
    private mutating func sync(_ options: SyncOptions) async throws {
        // The command goes on where that fails, too.
        if chance.hits(0.7) { _ = try? await process.recovery.run() }
        let summary = try await process.engine.run(options)
        if let failure = summary.failure { throw failure }
    }
}

extension Actor {
    private mutating func generate(count: Int) async throws {
        let generator = process.generator
        if chance.hits(0.7) { _ = try await process.recovery.run() }
        let model = chance.pick(["flux-schnell", "flux-schnell", "gemini-3-pro", "ideogram-v2"])
        let prompt = "picture \(number).\(chance.below(1_000_000))"
        let order = GenerationOrder(
            prompt: try GenerationPrompt(prompt), model: model,
            ratio: chance.pick(["1:1", "16:9", "4:3", "3:4"]), count: count,
            tags: chance.hits(0.3) ? [try TagName("made \(number)")] : [])
        let plan = try await generator.confirmingBalance(of: try generator.plan(order))
        try await generator.refreshBalance()
        deed.orders[prompt] = count
        _ = await generator.run(plan)
    }

    private mutating func caption() async throws {
        let generator = process.generator
        let topic = "topic \(number).\(chance.below(1_000_000))"
        deed.orders[topic] = 1
        let order = CaptionOrder(
            topic: try CaptionTopic(topic),
            terms: try CaptionTerms(count: chance.within(1...3)))
        try await generator.refreshBalance()
        _ = await generator.run(try generator.plan(order))
    }

    private mutating func tag() throws {
        guard let item = chance.pick(seen.items.keys.sorted()) else { return }
        let name = "tag \(number)"
        _ = try library.addTags([try TagName(name)], to: [item], now: process.now())
        deed.tagged.insert([item, name])
    }

    private mutating func untag() throws {
        guard let pair = chance.pick(seen.tags.sorted { $0.joined() < $1.joined() }) else { return }
        deed.untags.insert(pair)
        _ = try library.removeTags([try TagName(pair[1])], from: [pair[0]], now: process.now())
    }

    private mutating func importFile() throws -> MediaItem.ID {
        // Each file has bytes of its own behind the picture's end.
        let file = library.folder.deletingLastPathComponent()
            .appendingPathComponent("import-\(number).png")
        try (SmallPicture.bytes + Data("\(number)".utf8)).write(to: file)
        let prompt = chance.hits(0.5) ? try GenerationPrompt("found \(number)") : nil
        return try process.originals.importForUpload(file, prompt: prompt, now: process.now()).item
            .id
    }

    private mutating func upload() async throws {
        let waiting = seen.items.filter { $0.value.presence == "local" }.keys.sorted()
        let item = try chance.pick(waiting) ?? importFile()
        _ = try await process.media.upload(item)
    }

    private mutating func deleteItem() async throws {
        guard let item = chance.pick(seen.items.keys.sorted()) else { return }
        _ = try await process.media.delete(item, force: chance.hits(0.3))
    }

    /// The person knows what happened, for example from the remote's own pages.
    private mutating func decideCall() async throws {
        let open = seen.calls.filter { $0.value.state == "unknown" }.keys.sorted()
        guard let id = chance.pick(open) else { return }
        let call = try library.generation(id)
        let truth = process.life.surroundings.with { state in
            (
                isLate: !state.world.late.isEmpty,
                charge: state.world.books.charges.first { $0.text == call.prompt },
                count: state.world.books.executions(of: call.prompt)
            )
        }
        guard !truth.isLate, truth.count <= 1 else { return }
        deed.worded.insert(id)
        guard let charge = truth.charge else {
            // Several calls may have the same prompt; one that was made is not denied.
            _ = try process.recovery.settleAsNotMade(call)
            return
        }
        let isBooked = seen.calls.values.contains { $0.prompt == call.prompt && $0.state == "made" }
        guard !isBooked else { return }
        _ = try await process.recovery.settleAsMade(
            call, mediaID: charge.mediaID ?? Recovery.captionsWord)
    }
}
