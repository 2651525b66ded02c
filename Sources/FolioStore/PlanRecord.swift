import FolioModel
import Foundation
import GRDB

/// A row of `planEntry` with its attempt, read by position.
struct PlanRecord {
    let rowid: Int64
    let generationRow: Int64
    let entry: PlanEntry

    init(_ row: Row, in db: Database) throws {
        rowid = row[0]
        generationRow = row[2]
        let attempt = try GenerationRecord.fetch(
            where: "generation.rowid = \(generationRow)", in: db)
        guard let attempt = attempt.first else {
            throw LibraryError.noSuch(thing: "generation", name: "\(generationRow)")
        }
        let post = try (row[4] as String?).map {
            try JSONDecoder().decode(PlannedPost.self, from: Data($0.utf8))
        }
        entry = PlanEntry(
            id: row[1], generation: attempt.generation, albums: JSONColumn.strings(row[3]),
            post: post, postID: row[5], addedAt: Timestamp(milliseconds: row[6]),
            isFromCopy: row[7])
    }

    static func fetch(where condition: SQL, in db: Database) throws -> [PlanRecord] {
        let request: SQLRequest<Row> = """
            SELECT planEntry.rowid, planEntry.id, planEntry.generation, planEntry.albumsJSON,
                planEntry.postJSON, (SELECT id FROM post WHERE post.rowid = planEntry.post),
                planEntry.addedAt, ifnull(planEntry.addedAt <= (SELECT CAST(value AS INTEGER)
                    FROM libraryState WHERE name = \(Library.StateName.putBackAt.rawValue)), 0)
            FROM planEntry WHERE \(condition) ORDER BY planEntry.rowid
            """
        return try Row.fetchAll(db, request).map { try PlanRecord($0, in: db) }
    }
}
