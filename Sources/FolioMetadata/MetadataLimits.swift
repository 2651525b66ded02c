/// What is read at most of the metadata of one file, since a header can promise anything.
package enum MetadataLimits {
    /// Bytes of one text, after inflating.
    package static let textBytes = 1 << 20
    /// Bytes of all texts of a file together.
    package static let totalBytes = 16 << 20
    /// Chunks, segments or boxes of a file that are looked at.
    package static let parts = 100_000
    /// Texts of a file.
    package static let texts = 1_000
    /// Levels of JSON, of boxes and of links in a graph.
    package static let depth = 64
    /// Nodes of a graph that are visited in one search.
    package static let visits = 10_000
}
