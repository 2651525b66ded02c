package import FolioModel
package import Foundation

extension HTTPRemote {
    package func me() async throws -> RemoteIdentity {
        let (data, reply) = try await perform(.get("/me"))
        var identity = RemoteIdentity(data)
        identity.remoteTime = reply.remoteTime
        return identity
    }

    /// Accounts that do not decode are left out.
    package func accounts() async throws -> [Account] {
        let (data, reply) = try await perform(.get("/accounts"))
        let now = time.now()
        return try reply.reading(
            data.array("accounts", "items")?.compactMap { Account($0, seenAt: now) },
            or: "it has no list of accounts")
    }

    package func platformRules() async throws -> [String: Data] {
        let (data, reply) = try await perform(.get("/platform-rules"))
        let rules = try reply.reading(data.object("platforms")?.object, or: "it has no platforms")
        return rules.mapValues { Data($0.source) }
    }

    package func analyticsSummary() async throws -> AnalyticsSummary {
        AnalyticsSummary(try await perform(.get("/analytics/summary")).data)
    }
}
