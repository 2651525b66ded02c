import FolioTestSupport
import Foundation
import Testing

/// The connection is cut, reset, garbled or delayed at the bytes of a generation's exchanges.
@Suite(.serialized) struct NetworkSweepTests {
    @Test func aRandomlySpoiledExchangeIsExplainedByRecover() async throws {
        let count = SweepSize.points(everyday: 50, proof: 500)
        try await SweepLanes.run(Array(0..<count), Self.spoil)
    }

    /// As many exchanges as there are points, each by the seed of its number.
    private static func spoil(points: [Int]) throws {
        let sandbox = try SandboxProcess()
        let port = try #require(URL(string: sandbox.baseURL)?.port.flatMap(UInt16.init(exactly:)))
        let proxy = try FaultProxy(to: port)
        let exchanges = try Self.exchanges(of: proxy, sandbox)
        #expect(!exchanges.isEmpty)

        for point in points {
            var generator = SeededGenerator(seed: TestSeed.value(2) &+ UInt64(point) << 32)
            let number = Int.random(in: 1...exchanges.count, using: &generator)
            let fault = Self.fault(in: exchanges[number - 1], &generator)
            let stage = try SweepStage(sandbox, baseURL: proxy.url + "/api/v1")
            proxy.strike(fault, exchange: number)
            _ = try stage.programs.run("folio", SweepStage.generate)
            proxy.strike(nil)
            try stage.expectEveryCreditIsExplained(
                after: "\(fault) in \(exchanges[number - 1].line)")
        }
    }

    /// The exchanges of a generation that nothing disturbs.
    private static func exchanges(
        of proxy: FaultProxy, _ sandbox: SandboxProcess
    ) throws -> [FaultProxy.Exchange] {
        let stage = try SweepStage(sandbox, baseURL: proxy.url + "/api/v1")
        proxy.strike(nil)
        let outcome = try stage.programs.run("folio", SweepStage.generate)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return proxy.exchanges
    }

    private static func fault(
        in exchange: FaultProxy.Exchange, _ generator: inout SeededGenerator
    ) -> FaultProxy.Fault {
        let inRequest = Int.random(in: 0..<exchange.requestBytes, using: &generator)
        let inReply = Int.random(in: 0..<exchange.replyBytes, using: &generator)
        return switch Int.random(in: 0..<9, using: &generator) {
        case 0, 1: .cutRequest(after: inRequest)
        case 2, 3: .cutReply(after: inReply)
        case 4, 5: .resetReply(after: inReply)
        case 6, 7: .garbleReply(at: inReply)
        default: .delayReply(milliseconds: UInt32(inReply % 200))
        }
    }
}
