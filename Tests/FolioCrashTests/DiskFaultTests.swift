import FolioTestSupport
import Foundation
import Testing

/// The disk is full, broken or read-only at each call: for that call alone, and from it on.
@Suite(.serialized) struct DiskFaultTests {
    @Test(arguments: Sample.scenarios)
    func aRandomFailureOfTheDiskIsToldAndChangesNothingByHalves(
        scenario: CrashScenario
    ) async throws {
        let reference = try await Reference(scenario)
        let runs = self.runs(of: scenario, reference)
        #expect(try await Sample.strikes(of: runs) > 0)
        CrashReport.note("disk: \(scenario.name)", points: reference.points, runs: runs.count)
    }

    private func runs(of scenario: CrashScenario, _ reference: Reference) -> [CrashRun] {
        let all = (1...reference.points).flatMap { point in
            [FaultDisk.Fault.full, .broken, .readOnly].flatMap { fault in
                [false, true].map { isLasting in
                    CrashRun(
                        scenario: scenario, reference: reference, fault: fault, survival: .kept,
                        point: point, isLasting: isLasting)
                }
            }
        }
        return Sample.choose(from: all)
    }
}
