import FolioModel
import Foundation

/// Plays the demo with the real programs: each step runs `folio` as a person would type it.
struct DemoStage {
    private let programs: DemoPrograms
    private let console = Runtime.current.console

    init(folder: String?) throws {
        programs = try DemoPrograms(folder: folder)
    }

    /// Stops the sandbox if it still runs.
    func close() {
        programs.stopSandbox()
    }

    func play() throws {
        say("Folio keeps, finds and accounts for the images that you generate.")
        say("This runs on a stand-in for the remote: nothing leaves this machine.")
        let ready = try prepare()
        try generate()
        try search()
        try post()
        try account()
        try loseAReply()
        try agree(ready)
        try goOffline()
        try look()
        finish()
    }

    private func prepare() throws -> DemoReply.Ready {
        title("A library, and a key for the sandbox")
        let ready = try programs.startSandbox(losingReplyAfter: DemoPicture.all.count)
        try show(["init", "--quiet"])
        try show(["login", "--base-url", ready.base_url, "--api-key-stdin"], input: ready.api_key)
        return ready
    }

    private func generate() throws {
        title("Twelve images, four models, each written down before it is paid")
        var spent = 0
        for picture in DemoPicture.all {
            let arguments = [
                "generate", picture.prompt, "--model", picture.model, "--ratio", picture.ratio,
                "--tag", picture.tag, "--yes",
            ]
            command(arguments)
            let reply: DemoReply.Generated = try programs.json(arguments + ["--quiet"])
            spent += reply.credits_used
            for item in reply.items {
                say("  \(item.id)  \(item.size)  \(counted(reply.credits_used, "credit"))")
            }
        }
        try check(spent == DemoPicture.price, "the images cost \(spent) credits")
        try show(["tag", "add", "tag:boats", "--yes", "--", "water"])
    }

    private func search() throws {
        title("Found again by prompt, in any script")
        try show(["search", "boat*"])
        try show(["search", "灯台"])
        try check(try count(["search", "boat*"]) >= 4, "boat* finds the four boats")
        try check(try count(["search", "灯台"]) == 1, "灯台 finds the lighthouse")
        try check(try count(["list", "tag:water"]) == 3, "three images are tagged water")
        try show(["show", "last"])
    }

    private func post() throws {
        title("Two of them in a post for next week, and a sync")
        let sale: DemoReply.Listing = try programs.json(["search", "tag:winter-sale"])
        let ids = sale.items.map(\.id)
        try check(ids.count == 2, "two images are tagged winter-sale")
        try show(
            ["post", "create", "--media"] + ids
                + ["--text", "Winter sale: everything warm", "--account", "1", "--at", "+7d"])
        try show(["sync"])
        let status: DemoReply.Status = try programs.json(["status"])
        try check(status.items == DemoPicture.all.count, "the library holds \(status.items) items")
    }

    private func account() throws {
        title("Where every credit went")
        try show(["spend", "--by", "model", "--by", "day"])
        let report: DemoReply.Spending = try programs.json(["spend", "--by", "model"])
        try check(report.total_credits == DemoPicture.price, "the ledger adds up")
    }

    private func loseAReply() throws {
        title("A reply is lost behind its image: paid once, found again")
        let lost = [
            "generate", "a lantern in the harbour at night", "--model", "flux-schnell", "--yes",
        ]
        command(lost)
        // What it says goes to standard error, where the reader sees it.
        _ = try programs.run(lost + ["--quiet"], endsWith: FailureKind.outcomeUnknown.rawValue)
        try show(["recover"])
        try check(try count(["search", "lantern"]) == 1, "the image is found again")
        let report: DemoReply.Spending = try programs.json(["spend"])
        try check(report.total_credits == DemoPicture.price + 1, "it was paid for once")
        try show(["credits", "check"])
    }

    /// Edits without a network, and an image that someone deletes on the remote meanwhile.
    private func agree(_ ready: DemoReply.Ready) throws {
        title("Edited offline, deleted elsewhere: a plan, then few requests")
        let bakery: DemoReply.Listing = try programs.json(["search", "tag:bakery"])
        guard let mediaID = bakery.items.first?.media_id else {
            throw DemoError("no image is tagged bakery")
        }
        try show(["config", "set", "sync.confirmation-delay", "1s"])
        programs.stopSandbox()
        try show(["post", "update", "last", "--text", "Winter sale: last day"])
        try show(["tag", "add", "tag:bakery", "--yes", "--", "morning"])
        try programs.startSandboxAgain(at: ready.base_url)
        try deleteElsewhere(mediaID, ready)
        try show(["sync", "--dry-run"])
        try show(["sync"])
        say("One proof is not enough; a second follows a second later.")
        // By the clock that the delay is measured with.
        Thread.sleep(forTimeInterval: 1.1)
        try show(["sync"])
        try show(["list", "is:gone"])
        try check(try count(["list", "is:gone"]) == 1, "the deleted image is kept, marked gone")
    }

    private func deleteElsewhere(_ mediaID: String, _ ready: DemoReply.Ready) throws {
        let other = ["--library", programs.otherLibrary.path, "--quiet"]
        _ = try programs.run(["init"] + other)
        _ = try programs.run(
            ["login", "--base-url", ready.base_url, "--api-key-stdin"] + other,
            input: ready.api_key)
        _ = try programs.run(["sync"] + other)
        _ = try programs.run(["media", "delete", mediaID, "--yes"] + other)
        say("(Someone with the same account deleted an image.)")
    }

    private func goOffline() throws {
        title("The sandbox is stopped: reading needs no network")
        programs.stopSandbox()
        try show(["search", "boat*", "tag:water"])
        try check(try count(["search", "boat*", "tag:water"]) >= 2, "the search works offline")
    }

    /// The images themselves; into a pipe only their captions.
    private func look() throws {
        title("All of them at a glance")
        let arguments = ["sheet", "--limit", "12"]
        command(arguments)
        try programs.runInSight(arguments)
    }

    private func finish() {
        title("Done. The library is at \(SafeText.line(programs.library.path))")
        say("Try:")
        for words in ["search lighthouse OR 灯台", "spend --by ratio", "status"] {
            say("  folio --library \(SafeText.line(programs.library.path)) \(words)")
        }
    }
}

extension DemoStage {
    /// Runs `folio` and shows what it prints.
    private func show(_ arguments: [String], input: String? = nil) throws {
        command(arguments)
        let output = try programs.run(arguments, input: input)
        for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            say("  \(line)")
        }
    }

    private func count(_ arguments: [String]) throws -> Int {
        let listing: DemoReply.Listing = try programs.json(arguments)
        return listing.items.count
    }

    private func check(_ holds: Bool, _ claim: String) throws {
        guard holds else { throw DemoError("this does not hold: \(claim)") }
    }

    private func title(_ text: String) {
        say("")
        say("— \(text)")
    }

    private func command(_ arguments: [String]) {
        say("$ folio \(arguments.map(Self.quoted).joined(separator: " "))")
    }

    private func say(_ text: String) {
        console.print(text)
    }

    private static func quoted(_ argument: String) -> String {
        let plain = argument.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || "-_./:+=@,".unicodeScalars.contains($0)
        }
        return plain ? argument : "'\(argument.replacing("'", with: "'\\''"))'"
    }
}
