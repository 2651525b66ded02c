/// A type of file that the remote accepts; remote-api.md §7.8.
struct MediaType: Sendable {
    let name: String
    let kind: String
    let fileExtension: String

    static let all = [
        MediaType(name: "image/jpeg", kind: "image", fileExtension: "jpg"),
        MediaType(name: "image/png", kind: "image", fileExtension: "png"),
        MediaType(name: "image/gif", kind: "image", fileExtension: "gif"),
        MediaType(name: "image/webp", kind: "image", fileExtension: "webp"),
        MediaType(name: "image/heic", kind: "image", fileExtension: "heic"),
        MediaType(name: "image/heif", kind: "image", fileExtension: "heif"),
        MediaType(name: "video/mp4", kind: "video", fileExtension: "mp4"),
        MediaType(name: "application/pdf", kind: "document", fileExtension: "pdf"),
    ]

    /// Bytes that one upload may have. The remote takes larger videos than the sandbox keeps.
    var maximum: Int { kind == "video" ? 25 << 20 : 20 << 20 }

    /// The type with that name, whatever parameters follow it.
    static func named(_ name: String) -> MediaType? {
        let bare = name.split(separator: ";").first.map {
            $0.trimmingPrefix { $0 == " " }.lowercased()
        }
        return all.first { $0.name == bare }
    }
}
