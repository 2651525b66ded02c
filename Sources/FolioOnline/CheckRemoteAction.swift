import FolioCLI
import FolioModel
import FolioRemote
import FolioSync

/// Asks the remote the cheapest questions and tells what it answers: `doctor --remote`.
struct CheckRemoteAction {
    let command: DoctorCommand

    func run() async throws {
        let session = try Session(command.libraryOption)
        let console = Runtime.current.console
        let identity = try await IdentityPin.verify(
            session.library, session.remote, baseURL: session.baseURL)
        let page = try await session.remote.media(offset: 0, limit: 1)
        let report = RemoteCheckJSON(
            base_url: session.baseURL, organization: identity.organizationName,
            plan: identity.plan, scopes: identity.scopes,
            credits_remaining: identity.credits?.remaining,
            media_readable: page.undecodable.isEmpty, requests: session.remote.requestCount,
            proxy: Self.proxy)
        if command.output.json { return console.print(try JSONText.text(report)) }
        console.print("The remote at \(SafeText.line(session.baseURL)) answers.")
        console.print("Scopes: \(identity.scopes?.joined(separator: ", ") ?? "not told").")
        if let left = report.credits_remaining { console.print("Credits left: \(left).") }
        if !report.media_readable {
            console.printError("Its media listing has an element that this version cannot read.")
            throw SilentExit(.failed)
        }
    }

    /// Proxies are obeyed, so they are shown.
    private static var proxy: String? {
        let environment = Runtime.current.environment
        return ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
            .first { environment[$0]?.isEmpty == false }
    }
}

/// What `folio doctor --remote --json` prints.
struct RemoteCheckJSON: Encodable {
    var format_version = JSONText.formatVersion
    var base_url: String
    @Nullable var organization: String?
    @Nullable var plan: String?
    @Nullable var scopes: [String]?
    @Nullable var credits_remaining: Int?
    var media_readable: Bool
    var requests: Int
    /// The environment variable that names a proxy.
    @Nullable var proxy: String?
}
