import Crypto
import FolioModel
import FolioTestSupport
import Foundation
import GRDB
import Synchronization
import Testing

/// What a scenario does where nothing fails.
struct Reference: Sendable {
    /// Points of the disk and of the exchanges.
    let points: Int
    /// The library before, and after each transaction.
    let states: [[String]]
    /// What the library and the remote mean in the end.
    let meaning: [String]

    init(_ scenario: CrashScenario) async throws {
        let stage = try scenario.stage()
        try await scenario.prepare(stage)
        let states = States()
        if FileManager.default.fileExists(atPath: stage.folder.path) { try states.add(stage) }
        stage.disk.onCommit {
            do {
                try states.add(stage)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                // A change of the journal's mode keeps everybody out and changes no row.
                states.repeatLast()
            } catch {
                Issue.record("the library cannot be read after a transaction: \(error)")
            }
        }
        stage.disk.arm(nil)
        try await scenario.act(stage)
        stage.disk.onCommit(nil)
        points = stage.disk.points
        stage.disk.mend()
        self.states = states.all
        try await scenario.finish(stage)
        meaning = try await stage.meaning()
    }
}

/// One interruption of a scenario, and what must hold then.
struct CrashRun {
    let scenario: CrashScenario
    let reference: Reference
    let fault: FaultDisk.Fault
    let survival: FaultDisk.Survival
    let point: Int
    var seed: UInt64 = 1
    var isLasting = false

    /// For the message of a failure; enough to repeat it.
    var place: String {
        "\(scenario.name): \(fault) \(isLasting ? "from" : "at") point \(point), "
            + "\(survival), seed \(seed)"
    }

    /// Returns whether the fault struck: after the last point nothing can.
    func run() async throws -> Bool {
        let stage = try scenario.stage()
        try await scenario.prepare(stage)
        stage.disk.arm(fault, at: point, lasting: isLasting)
        var failure: (any Error)?
        do {
            try await scenario.act(stage)
        } catch {
            failure = error
        }
        #expect(stage.disk.openFiles == 0, "files are open after \(place)")
        let (commits, strikes, call) = (stage.disk.commits, stage.disk.strikes, stage.disk.place)
        if fault == .power {
            stage.disk.reboot(survival, seed: seed &* 1_000_003 &+ UInt64(point))
        } else {
            stage.disk.mend()
            checkError(failure, call)
        }
        if fault == .power || isLasting { try checkState(stage, after: commits) }
        if fault == .power { try checkFiles(stage, isDone: failure == nil) }
        try await checkEnd(stage)
        return strikes > 0
    }

    /// Whole transactions: those that were reported as committed, and at most one more.
    private func checkState(_ stage: CrashStage, after commits: Int) throws {
        guard !reference.states.isEmpty, commits < reference.states.count else { return }
        let rows = try LibraryImage.rows(of: stage.folder)
        let allowed = reference.states[commits...].prefix(2)
        #expect(
            allowed.contains(rows), "\(difference(rows, reference.states[commits])) after \(place)")
    }

    /// What was made is there, and so is each original that the library says it holds.
    private func checkFiles(_ stage: CrashStage, isDone: Bool) throws {
        let exists = FileManager.default.fileExists(
            atPath: stage.folder.appendingPathComponent("library.sqlite").path)
        #expect(exists || !isDone, "the library is not there after \(place)")
        guard exists else { return }
        for sha256 in try LibraryImage.heldOriginals(of: stage.folder) {
            let file = stage.folder.appendingPathComponent("files/\(sha256.prefix(2))/\(sha256)")
            let bytes = FileManager.default.contents(atPath: file.path) ?? Data()
            let found = SHA256.hash(data: bytes).map { String(byte: $0) }.joined()
            #expect(found == sha256, "an original has \(bytes.count) bytes after \(place)")
        }
    }

    /// The same end as without the interruption.
    private func checkEnd(_ stage: CrashStage) async throws {
        do {
            try await scenario.finish(stage)
            let faults = try LibraryImage.faults(of: stage.folder)
            #expect(faults.isEmpty, "\(faults) after \(place)")
            let meaning = try await stage.meaning()
            #expect(
                meaning == reference.meaning,
                "\(difference(meaning, reference.meaning)) after \(place)")
        } catch {
            Issue.record("\(error) after \(place)")
        }
    }

    /// A failure says what it is, and a full disk that it is full.
    private func checkError(_ failure: (any Error)?, _ call: String) {
        guard let failure else { return }
        guard let error = failure as? any UserFacingError else {
            Issue.record("\(failure) is not for people, after \(call) in \(place)")
            return
        }
        #expect(
            [.failed, .outcomeUnknown].contains(error.kind),
            "\(error.kind): \(error.message), after \(call) in \(place)")
        if fault == .full, call == "write", !isLasting, error.kind == .failed {
            #expect(error.message.contains("full"), "\(error.message), in \(place)")
        }
    }

    private func difference(_ found: [String], _ expected: [String]) -> String {
        let changes = found.difference(from: expected)
        let lines = changes.prefix(6).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        return lines.isEmpty ? "the same" : lines.joined(separator: "\n")
    }
}

extension CrashStage {
    /// What the library and the remote hold in the end, without ids and times.
    func meaning() async throws -> [String] {
        let remote = await [
            "remote: \(fake.items.filter { $0.state == .ready }.count) ready items",
            "remote: \(fake.charges.count) charges, \(fake.charges.reduce(0, +)) credits",
            "remote: \(fake.allPosts.map { "\($0.content ?? "") \($0.mediaIDs?.count ?? 0)" })",
        ]
        return try LibraryImage.meaning(of: folder) + remote
    }
}

extension String {
    /// Two hexadecimal digits.
    fileprivate init(byte: UInt8) {
        self = (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

/// The library's rows after each transaction.
private final class States: Sendable {
    private let states = Mutex<[[String]]>([])

    var all: [[String]] { states.withLock { $0 } }

    func add(_ stage: CrashStage) throws {
        let rows = try LibraryImage.rows(of: stage.folder)
        states.withLock { $0.append(rows) }
    }

    func repeatLast() {
        states.withLock { states in states += states.suffix(1) }
    }
}
