import FolioTestSupport
import Testing

/// Gives all tests of a suite one sandbox, which ends with the suite.
struct SharedSandbox: SuiteTrait, TestScoping {
    @TaskLocal static var current: SandboxProcess?

    @concurrent func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let sandbox = try SandboxProcess()
        try await Self.$current.withValue(sandbox) { try await function() }
        try sandbox.stop()
    }
}

extension Trait where Self == SharedSandbox {
    static var sharedSandbox: Self { Self() }
}

extension SandboxProcess {
    /// How many images `body` has charged.
    func charges(during body: () throws -> Void) throws -> Int {
        let before = try charges
        try body()
        return try charges - before
    }
}
