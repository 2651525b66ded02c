import FolioCLI
import FolioModel
import FolioStore

extension Session {
    /// Ids of the items that the words name, in their order.
    func itemIDs(_ references: [String]) throws -> [MediaItem.ID] {
        try references.map { try library.item($0).id }
    }

    /// A moment in the words that people type, in the zone of the command.
    func moment(_ text: String, _ output: OutputOptions) throws -> Timestamp {
        let zone = try output.zone(library: library.folder)
        return try MomentReader(now: now(), utcOffset: zone.utcOffset).read(text)
    }
}
