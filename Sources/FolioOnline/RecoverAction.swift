import FolioCLI
import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioSync

/// Settles paid calls whose outcome is unknown, and tells what is left.
struct RecoverAction {
    let command: RecoverCommand

    func run() async throws {
        let session = try Session(
            command.libraryOption, patience: .seconds(120), needsKey: false)
        let call = try command.id.map { try session.library.generation(named: $0) }
        let outcome: RecoveryOutcome
        if let call, command.made != nil || command.notMade {
            guard try decide(call, session) else { return }
            outcome = try await settle(call, session)
        } else {
            outcome = try await recover(call, session)
        }
        try RecoveryReport(outcome: outcome).print(command.output)
        if !outcome.open.isEmpty { throw SilentExit(.outcomeUnknown) }
    }

    /// Nothing open needs no key.
    private func recover(_ call: Generation?, _ session: Session) async throws -> RecoveryOutcome {
        let open = try session.library.generations(in: [.sent, .unknown])
        guard open.contains(where: { call == nil || $0.id == call?.id }) else {
            return RecoveryOutcome()
        }
        try session.requireKey()
        let line = LiveLine(isShown: !command.output.json && !command.output.quiet)
        defer { line.clear() }
        line.show("looking for traces of \(counted(open.count, "paid call"))")
        return try await session.recovery.run(
            only: call?.id, dryRun: command.confirmation.dryRun)
    }

    /// Asks; `false` where a dry run has said what would be done.
    private func decide(_ call: Generation, _ session: Session) throws -> Bool {
        let price = call.expectedCredits.map { counted($0, "credit") } ?? "an unknown price"
        let question =
            command.made.map { "Record that \(call.id) made \($0), for \(price)?" }
            ?? "Record that \(call.id) was not made, and not charged?"
        if command.confirmation.dryRun {
            Runtime.current.console.printError("would ask: \(SafeText.line(question))")
            return false
        }
        guard call.state == .unknown || call.state == .sent else {
            throw RecoveryError.alreadySettled(call.id, call.state)
        }
        try command.confirmation.require(question)
        return true
    }

    private func settle(_ call: Generation, _ session: Session) async throws -> RecoveryOutcome {
        guard let mediaID = command.made else { return try session.recovery.settleAsNotMade(call) }
        try session.requireKey()
        return try await session.recovery.settleAsMade(call, mediaID: mediaID)
    }
}

extension Session {
    /// Refuses evidence of another account than the one that the library belongs to.
    var recovery: Recovery {
        Recovery(Generator(library: library, remote: remote), check: checkAccount)
    }

    /// Throws where the remote answers for another account than the library's.
    var checkAccount: @Sendable (RemoteIdentity) throws -> Void {
        let (library, baseURL) = (library, baseURL)
        return { identity in
            try IdentityPin(baseURL: baseURL, identity).check(
                against: IdentityPin.pinned(in: library))
        }
    }

    /// - Throws: `SyncError` where the library belongs to another address. Asks nobody.
    func checkAddress() throws {
        try IdentityPin(baseURL: baseURL, account: nil).check(
            against: IdentityPin.pinned(in: library))
    }

    /// What `generate` and `sync` do first: settles lost calls, and speaks only where one was
    /// settled or stays open. Whatever fails here stops nothing, but for
    /// another account than the library's.
    ///
    /// A dry run has it done `on` a copy and `through` a remote that is only read.
    func recoverQuietly(
        _ output: OutputOptions, on copy: Library? = nil, through planning: (any Remote)? = nil,
        fetches: Bool = true
    ) async throws {
        let console = Runtime.current.console
        do {
            let recovery = Recovery(
                Generator(library: copy ?? library, remote: planning ?? remote),
                check: checkAccount)
            var outcome = try await recovery.run(pageLimit: 5)
            // What a dry run does not fetch is no failure.
            if !fetches {
                for index in outcome.results.indices { outcome.results[index].warnings = [] }
            }
            if !output.quiet { RecoveryReport(outcome: outcome).notes.forEach(console.printError) }
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as SyncError {
            // Another account: nothing may be paid there.
            throw error
        } catch {
            guard !output.quiet else { return }
            let reason = (error as? any UserFacingError)?.message ?? "\(error)"
            console.printError(
                "warning: open paid calls could not be looked at: \(SafeText.line(reason))")
        }
    }
}
