/// A table that a person organises the library with, and whose changes can be undone.
struct OrganisedTable {
    let name: String
    /// What a row of it is called in a sentence.
    let noun: String
    /// All columns, in the order in which the history keeps their values. New ones come last.
    let columns: [String]
    /// The columns that identify a row.
    let key: [String]
    /// The column that names an item, if there is one.
    var item: String?
    /// Columns that must name a row of another table.
    var references: [Reference] = []

    /// A column, and the row of another table that it names.
    struct Reference {
        let column: String
        let table: String
        let key: String

        static func item(_ column: String = "item") -> Reference {
            Reference(column: column, table: "mediaItem", key: "rowid")
        }

        static let tag = Reference(column: "tag", table: "tag", key: "tag")
        static let album = Reference(column: "album", table: "album", key: "album")
        static let rule = Reference(column: "rule", table: "tagRule", key: "rule")
    }

    static let all = [
        OrganisedTable(
            name: "tag", noun: "tag", columns: ["tag", "name", "folded"], key: ["tag"]),
        OrganisedTable(
            name: "mediaItemTag", noun: "tag of an item", columns: ["item", "tag", "at"],
            key: ["item", "tag"], item: "item", references: [.item(), .tag]),
        OrganisedTable(
            name: "tagAlias", noun: "alias", columns: ["folded", "tag"], key: ["folded"],
            references: [.tag]),
        OrganisedTable(
            name: "tagRule", noun: "rule", columns: ["rule", "query", "createdAt"], key: ["rule"]),
        OrganisedTable(
            name: "tagRuleTag", noun: "tag of a rule", columns: ["rule", "tag"],
            key: ["rule", "tag"], references: [.rule, .tag]),
        OrganisedTable(
            name: "album", noun: "album", columns: ["album", "name", "folded", "createdAt"],
            key: ["album"]),
        OrganisedTable(
            name: "albumItem", noun: "item of an album", columns: ["album", "item", "at"],
            key: ["album", "item"], item: "item", references: [.album, .item()]),
        OrganisedTable(
            name: "savedSearch", noun: "saved search",
            columns: ["name", "query", "description", "createdAt"], key: ["name"]),
        OrganisedTable(
            name: "note", noun: "note", columns: ["item", "text", "at"], key: ["item"],
            item: "item", references: [.item()]),
        OrganisedTable(
            name: "rating", noun: "rating", columns: ["item", "stars", "at"], key: ["item"],
            item: "item", references: [.item()]),
        OrganisedTable(
            name: "hiddenItem", noun: "hidden item", columns: ["item", "at"], key: ["item"],
            item: "item", references: [.item()]),
    ]

    static func named(_ name: String) -> OrganisedTable? {
        all.first { $0.name == name }
    }

    /// Rows of other tables that name a row of this one.
    var namedBy: [(table: String, reference: Reference)] {
        Self.all.flatMap { table in
            table.references.filter { $0.table == name }.map { (table.name, $0) }
        }
    }
}
