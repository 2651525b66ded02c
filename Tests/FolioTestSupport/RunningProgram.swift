package import Foundation
import Synchronization

/// A program that was started; it is killed when nobody holds it any more.
package final class RunningProgram: Sendable {
    package let processID: pid_t
    private let process: Mutex<Process>
    private let files: [URL]

    /// Its streams are files in `files`, so that no full pipe can stop it.
    init(
        _ path: String, _ arguments: [String], input: Data, environment: [String: String],
        files folder: URL
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        files = try ["in", "out", "err"].map { name in
            let file = folder.appendingPathComponent(".\(UUID().uuidString)-\(name)")
            try (name == "in" ? input : Data()).write(to: file)
            return file
        }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        processID = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit {
        process.withLock { process in
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        // The folder that they lie in goes away with its runner.
        for file in files { try? FileManager.default.removeItem(at: file) }
    }

    /// What it has printed so far.
    package var output: String {
        get throws { String(decoding: try Data(contentsOf: files[1]), as: UTF8.self) }
    }

    package var isRunning: Bool { process.withLock { $0.isRunning } }

    package func signal(_ number: Int32) {
        kill(processID, number)
    }

    /// Waits for its end.
    package func wait() throws -> ProgramRunner.Outcome {
        let code = process.withLock { process in
            process.waitUntilExit()
            return process.terminationReason == .exit
                ? process.terminationStatus : 128 + process.terminationStatus
        }
        return ProgramRunner.Outcome(
            code: code,
            output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
}

/// Waits until something holds that another process brings about.
///
/// - Throws: ``NeverHeld`` after a minute, so that a broken test ends.
package func until(_ what: String, _ holds: () throws -> Bool) throws {
    for _ in 0..<3_000 {
        if try holds() { return }
        usleep(20_000)
    }
    throw NeverHeld(what: what)
}

/// Something that was waited for and never came.
package struct NeverHeld: Error {
    package let what: String
}
