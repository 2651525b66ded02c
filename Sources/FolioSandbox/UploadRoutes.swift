/// Uploads; remote-api.md §7.1 to §7.4.
enum UploadRoutes {
    static let all: [Route] = []
}
