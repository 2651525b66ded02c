import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport

extension CrashScenario {
    /// Paid calls: made, lost, recovered and planned.
    static let paying = [
        CrashScenario(
            "an image is paid for", prepare: readBalance, act: generate, finish: finishImage),
        CrashScenario(
            "the reply of a paid call is lost, then recovered", prepare: readBalance,
            act: { stage in
                await stage.fake.fail(.generateImage, with: lost, .afterWork)
                // That it is unknown is what this is about.
                try? await generate(stage)
                try await recover(stage)
            },
            finish: { stage in
                // What is left of the script must not strike later.
                await stage.fake.forgetFailures()
                try await finishImage(stage)
            }),
        CrashScenario(
            "a paid call was left behind and is recovered",
            prepare: { stage in
                try await readBalance(stage)
                let library = try stage.open()
                _ = try library.beginGeneration(
                    prompt: prompt, model: "flux-schnell", ratio: "1:1", expectedCredits: 1,
                    now: stage.time.now)
                _ = try await stage.fake.generateImage(.sample(prompt))
            },
            act: recover, finish: finishImage),
        CrashScenario(
            "captions are paid for", prepare: readBalance, act: caption, finish: finishCaption),
        CrashScenario(
            "a plan is made and run", prepare: readBalance,
            act: { stage in
                try await addToPlan(stage)
                try await runPlan(stage)
            },
            finish: { stage in
                let isPaid = await !stage.fake.charges.isEmpty
                if !isPaid, try stage.open().plan().isEmpty { try await addToPlan(stage) }
                try await recover(stage)
                try await settleOpenCalls(stage)
                try await runPlan(stage)
                try await sendAgain(stage)
            }),
    ]

    private static let prompt = "a boat that went through it all"
    private static let lost = RemoteError(.outcomeUnknown(reason: "the reply was lost"))

    /// As anyone's library knows it.
    private static let readBalance: Step = syncAll

    private static let generate: Step = { stage in
        let library = try stage.open()
        let generator = stage.generator(library)
        let plan = try generator.plan(
            GenerationOrder(
                prompt: try GenerationPrompt(prompt), model: "flux-schnell",
                tags: [try TagName("swept")]))
        if let failure = await generator.run(plan).failure { throw failure }
    }

    private static let caption: Step = { stage in
        let library = try stage.open()
        let generator = stage.generator(library)
        let plan = try generator.plan(
            CaptionOrder(topic: try CaptionTopic(prompt), terms: try CaptionTerms(count: 2)))
        if let failure = await generator.run(plan).failure { throw failure }
    }

    /// As often as it takes to prove that a call did not run.
    private static let recover: Step = { stage in
        let library = try stage.open()
        for _ in 0..<3 {
            let outcome = try await Recovery(stage.generator(library)).run()
            if outcome.open.isEmpty { return }
            stage.time.advance(by: .seconds(700))
            await stage.fake.change { $0.now = $0.now + .seconds(700) }
        }
    }

    private static let finishImage: Step = { stage in
        try await recover(stage)
        try await settleOpenCalls(stage)
        let calls = try stage.open().generations(in: [.made])
        if calls.isEmpty { try await generate(stage) }
    }

    private static let finishCaption: Step = { stage in
        try await recover(stage)
        try await settleOpenCalls(stage)
        let calls = try stage.open().generations(in: [.made])
        if calls.isEmpty { try await caption(stage) }
    }

    /// By the word of a user who looks at the remote's own books.
    private static let settleOpenCalls: Step = { stage in
        let library = try stage.open()
        let recovery = Recovery(stage.generator(library))
        for call in try library.generations(in: [.unknown]) {
            let isCharged = await !stage.fake.charges.isEmpty
            let made = await stage.fake.items.first?.mediaID ?? Recovery.captionsWord
            if isCharged {
                _ = try await recovery.settleAsMade(call, mediaID: made)
            } else {
                _ = try recovery.settleAsNotMade(call)
            }
        }
    }

    private static let addToPlan: Step = { stage in
        _ = try stage.open().addToPlan(
            [
                .init(
                    prompt: prompt, model: "flux-schnell", ratio: "1:1", albums: ["Sea"],
                    post: PlannedPost(
                        content: "Winter sale", accountIDs: [1], scheduledFor: stage.inAMonth),
                    expectedCredits: 1)
            ], now: stage.time.now)
    }

    private static let runPlan: Step = { stage in
        let outcome = await stage.generator(try stage.open()).runPlan(PlanRunLimits())
        if let failure = outcome.failure { throw failure }
    }
}
