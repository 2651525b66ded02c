import FolioModel
import GRDB

/// A row of `generation`, read by position.
struct GenerationRecord {
    let rowid: Int64
    let generation: Generation

    static let columns = """
        generation.rowid, generation.id, generation.kind, generation.state, generation.prompt,
        generation.model, generation.ratio, generation.tagsJSON, generation.expectedCredits,
        generation.creditsUsed, generation.balanceBefore, generation.startedAt,
        generation.settledAt, generation.status, generation.requestId, generation.rawReply,
        generation.echoedPrompt, generation.mediaIdsJSON,
        (SELECT id FROM mediaItem WHERE mediaItem.rowid = generation.item), generation.evidence,
        generation.endedAt, generation.balanceBeforeAt, generation.clockSkew,
        generation.quietAt, generation.findings, generation.optionsJSON
        """

    /// Word for word the condition of the index `generationOpen`, which SQLite uses for nothing
    /// else: without it a look for open calls reads the whole journal.
    static let isOpen: SQL = "generation.state IN ('planned', 'sent', 'unknown')"

    /// Whether a call is in one of these states.
    static func isIn(_ states: some Sequence<Generation.State>) throws -> SQL {
        let words = try JSONColumn.text(states.map(\.rawValue))
        let condition: SQL = "generation.state IN (SELECT value FROM json_each(\(words)))"
        let areOpen = states.allSatisfy { [.planned, .sent, .unknown].contains($0) }
        return areOpen ? "\(isOpen) AND \(condition)" : condition
    }

    init(_ row: Row) {
        rowid = row[0]
        // The schema's checks allow no other words.
        var generation = Generation(
            id: row[1], kind: .init(rawValue: row[2]) ?? .image,
            state: .init(rawValue: row[3]) ?? .unknown, prompt: row[4], model: row[5],
            ratio: row[6], tags: JSONColumn.strings(row[7]), expectedCredits: row[8],
            balanceBefore: row[10], startedAt: Timestamp(milliseconds: row[11]))
        generation.creditsUsed = row[9]
        generation.settledAt = (row[12] as Int64?).map(Timestamp.init(milliseconds:))
        generation.status = row[13]
        generation.requestID = row[14]
        generation.rawReply = row[15]
        generation.echoedPrompt = row[16]
        generation.mediaIDs = JSONColumn.strings(row[17])
        generation.itemID = row[18]
        generation.evidence = row[19]
        generation.endedAt = (row[20] as Int64?).map(Timestamp.init(milliseconds:))
        generation.balanceBeforeAt = (row[21] as Int64?).map(Timestamp.init(milliseconds:))
        generation.clockSkew = (row[22] as Int64?).map(Duration.milliseconds)
        generation.quietAt = (row[23] as Int64?).map(Timestamp.init(milliseconds:))
        generation.findings = row[24]
        generation.captionTerms = (row[25] as String?).flatMap(JSONColumn.value)
        self.generation = generation
    }

    static func fetch(
        where condition: SQL, orderedBy order: SQL = "generation.rowid", in db: Database
    ) throws -> [GenerationRecord] {
        let request = SQLRequest<Row>(
            literal: """
                SELECT \(sql: columns) FROM generation WHERE \(condition) ORDER BY \(order)
                """, cached: true)
        return try Row.fetchCursor(db, request).map(GenerationRecord.init).collect()
    }
}
