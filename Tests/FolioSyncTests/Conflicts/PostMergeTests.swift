import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@testable import FolioSync

@Suite struct PostMergeTests {
    private static let base = PostBase(
        content: "Winter sale", scheduledFor: .sample, mediaIDs: ["a", "b"])

    private func decide(
        _ wanted: PostChange, base: PostBase? = base,
        _ change: (inout RemotePost) -> Void = { _ in }
    ) -> PostMerge.Decision {
        var remote = RemotePost(
            postID: "p", status: .scheduled, content: "Winter sale", scheduledFor: .sample,
            mediaIDs: ["a", "b"], updatedAt: .sample)
        change(&remote)
        return PostMerge(base: base, remote: remote, editedAt: .sample + .seconds(60))
            .decide(wanted)
    }

    @Test func whatOnlyOneSideChangedIsSent() {
        let text = PostChange(content: "Last day")
        #expect(decide(text) == .send(text))
        // The remote may drop white space at the ends, and fractions of a second.
        #expect(decide(text) { $0.content = "Winter sale\n" } == .send(text))
        let time = PostChange(scheduledFor: .sample + .seconds(3_600))
        #expect(decide(time) { $0.scheduledFor = .sample + .milliseconds(0) } == .send(time))
        #expect(decide(text) { $0.scheduledFor = .sample + .seconds(9) } == .send(text))
    }

    @Test func aTextThatBothSidesChangedIsAConflict() {
        let decision = decide(PostChange(content: "Last day")) { $0.content = "Two days left" }

        #expect(
            decision
                == .conflict([
                    PostConflict(
                        field: .content, base: "Winter sale", ours: "Last day",
                        theirs: "Two days left")
                ]))
    }

    @Test func whatBothSidesChangedAlikeIsNoConflict() {
        let change = PostChange(content: "Last day", scheduledFor: .sample + .seconds(60))

        let decision = decide(change) {
            $0.content = "Last day "
            $0.scheduledFor = .sample + .seconds(60)
        }

        #expect(decision == .send(change))
    }

    @Test func aTimeThatBothSidesChangedIsAConflict() {
        let decision = decide(PostChange(scheduledFor: .sample + .seconds(60))) {
            $0.scheduledFor = .sample + .seconds(120)
        }

        guard case .conflict(let conflicts) = decision else {
            Issue.record("\(decision)")
            return
        }
        #expect(conflicts.map(\.field) == [.scheduledFor])
    }

    @Test func mediaAddedAndTakenOffOnBothSidesAreMerged() {
        let decision = decide(PostChange(mediaIDs: ["b", "a", "ours"])) {
            $0.mediaIDs = ["b", "theirs"]
        }

        #expect(decision == .send(PostChange(mediaIDs: ["b", "ours", "theirs"])))
    }

    @Test func withoutABaseAChangeSinceTheEditIsAConflict() {
        let text = PostChange(content: "Last day")

        #expect(decide(text, base: nil) { $0.content = "Two days" } == .send(text))
        for moment in [Timestamp.sample + .seconds(120), nil] {
            let decision = decide(text, base: nil) {
                $0.content = "Two days"
                $0.updatedAt = moment
            }
            guard case .conflict = decision else {
                Issue.record("\(decision)")
                continue
            }
        }
    }

    @Test func whatTheRemoteDoesNotTellIsNoConflict() {
        let text = PostChange(content: "Last day")

        #expect(decide(text) { $0.content = nil } == .send(text))
    }
}
