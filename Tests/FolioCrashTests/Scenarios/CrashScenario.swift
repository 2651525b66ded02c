import Testing

/// Something that is interrupted at each of its points, and what a person does then.
struct CrashScenario: Sendable, CustomTestStringConvertible {
    typealias Step = @Sendable (CrashStage) async throws -> Void

    let name: String
    /// What is there before.
    let stage: @Sendable () throws -> CrashStage
    let prepare: Step
    /// What is interrupted. It throws what it meets, also failures that are outcomes elsewhere.
    let act: Step
    /// Does again what was not done. It may run after any interruption, and after none.
    let finish: Step

    init(
        _ name: String, stage: @escaping @Sendable () throws -> CrashStage = { try CrashStage() },
        prepare: @escaping Step = { _ in }, act: @escaping Step, finish: @escaping Step
    ) {
        self.name = name
        self.stage = stage
        self.prepare = prepare
        self.act = act
        self.finish = finish
    }

    var testDescription: String { name }

    static let all = opening + paying + organising + keeping + pulling + pushing
}
