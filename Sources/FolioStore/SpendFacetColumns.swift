import FolioModel
import GRDB

/// The columns that tell what a credit is counted under; `NULL` for what nobody asked for.
struct SpendFacetColumns {
    let facets: Set<SpendFacet>
    let now: Timestamp

    var tags: SQL {
        column(
            .tag,
            """
            (SELECT json_group_array(name) FROM (
                SELECT tag.name FROM mediaItemTag JOIN tag USING (tag)
                WHERE mediaItemTag.item = mediaItem.rowid ORDER BY mediaItemTag.at, tag.tag))
            """)
    }

    var albums: SQL {
        column(
            .album,
            """
            (SELECT json_group_array(name) FROM (
                SELECT album.name FROM albumItem JOIN album USING (album)
                WHERE albumItem.item = mediaItem.rowid ORDER BY album.album))
            """)
    }

    var prompt: SQL { column(.family, "ifnull(generation.prompt, mediaItem.prompt)") }

    var posts: SQL {
        column(
            .post,
            """
            (SELECT json_group_array(id) FROM (
                SELECT DISTINCT post.id FROM postMedia JOIN post ON post.rowid = postMedia.post
                WHERE postMedia.item = mediaItem.rowid ORDER BY post.rowid))
            """)
    }

    /// Accounts that a post names, and those that it was sent to.
    var accounts: SQL {
        column(
            .account,
            """
            (SELECT json_group_array(name) FROM (
                SELECT DISTINCT ifnull(account.platform || ' ' || account.name,
                    'account ' || used.id) AS name
                FROM (
                    SELECT accountId AS id FROM postMedia JOIN postDestination USING (post)
                    WHERE postMedia.item = mediaItem.rowid
                    UNION
                    SELECT json_each.value FROM postMedia
                    JOIN post ON post.rowid = postMedia.post
                    JOIN json_each(post.accountIdsJSON)
                    WHERE postMedia.item = mediaItem.rowid) AS used
                LEFT JOIN account ON account.id = used.id ORDER BY used.id))
            """)
    }

    var outcome: SQL {
        let young = (now - SpendOutcome.youth).milliseconds
        return column(
            .outcome,
            """
            CASE WHEN mediaItem.rowid IS NULL THEN NULL
            WHEN mediaItem.presence IN ('local', 'gone') AND mediaItem.rowid IN (
                SELECT item FROM outbox
                WHERE action = 'deleteMedia' AND state = 'done' AND item IS NOT NULL)
                THEN \(SpendOutcome.deleted.rawValue)
            WHEN mediaItem.presence = 'gone' THEN \(SpendOutcome.gone.rawValue)
            WHEN mediaItem.rowid IN (\(Self.publishedItems)) THEN \(SpendOutcome.posted.rawValue)
            WHEN mediaItem.createdAt > \(young)
                OR EXISTS (SELECT 1 FROM postMedia WHERE item = mediaItem.rowid)
                OR EXISTS (SELECT 1 FROM albumItem WHERE item = mediaItem.rowid)
                OR EXISTS (SELECT 1 FROM rating WHERE item = mediaItem.rowid)
                OR EXISTS (SELECT 1 FROM note WHERE item = mediaItem.rowid)
                THEN \(SpendOutcome.kept.rawValue)
            ELSE \(SpendOutcome.neverUsed.rawValue) END
            """)
    }

    /// Items of posts that at least one account has published.
    static let publishedItems: SQL = """
        SELECT postMedia.item FROM postMedia JOIN post ON post.rowid = postMedia.post
        WHERE postMedia.item IS NOT NULL AND (post.status IN ('published', 'partially_failed')
            OR EXISTS (SELECT 1 FROM postDestination
                WHERE postDestination.post = post.rowid AND postDestination.status = 'published'))
        """

    /// Reads the six columns, in the order of ``SpendFacet``, from `start` on.
    func read(
        _ row: Row, from start: Int, _ families: inout PromptFamilies, into spend: inout Spend
    ) throws {
        for (offset, facet) in SpendFacet.allCases.enumerated() where facets.contains(facet) {
            guard let text: String = row[start + offset] else { continue }
            switch facet {
            case .tag, .album, .post, .account: spend.facets[facet] = JSONColumn.strings(text)
            case .outcome: spend.facets[facet] = [text]
            case .family:
                spend.prompt = text
                spend.facets[facet] = [try families.family(of: text)]
            }
        }
    }

    private func column(_ facet: SpendFacet, _ sql: SQL) -> SQL {
        facets.contains(facet) ? sql : "NULL"
    }
}
