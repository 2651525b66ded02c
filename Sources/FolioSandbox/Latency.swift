/// How long the remote takes, for `--latency real`.
enum Latency {
    /// Seconds; images as listed in remote-api.md §6.1, anything else a tenth.
    static func seconds(_ route: Route, _ incoming: Incoming) -> Double {
        guard route.kind == .image else { return 0.1 }
        // A body that does not parse is refused at once.
        let model = (try? JSON(parsing: incoming.body))?["model"]
        guard let model, case .string(let name) = model else { return ImageModel.standard.seconds }
        return ImageModel.all.first { $0.name == name }?.seconds ?? 0.1
    }
}
