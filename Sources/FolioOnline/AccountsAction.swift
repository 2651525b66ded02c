import FolioCLI
import FolioModel
import FolioStore
import FolioSync

/// Lists accounts as the remote has them now, or as they were last seen where it cannot be reached.
struct AccountsAction {
    let command: AccountsCommand

    func run() async throws {
        let session = try Session(command.libraryOption)
        let console = Runtime.current.console
        var isCurrent = true
        do {
            try await IdentityPin.verify(
                session.library, session.remote, baseURL: session.baseURL)
            let accounts = try await session.remote.accounts()
            if !accounts.isEmpty { try session.library.learn(accounts) }
        } catch let error as any UserFacingError where error.kind == .unavailable {
            guard try !session.library.accounts().isEmpty else { throw error }
            isCurrent = false
            console.printError("\(SafeText.line(error.message)); as last seen:")
        }
        let accounts = try session.library.accounts()
        if command.output.json {
            return console.print(
                try JSONText.text(
                    AccountsJSON(items: accounts.map(AccountJSON.init), is_current: isCurrent)))
        }
        console.print(Self.table(accounts))
        if accounts.isEmpty { console.printError("No accounts are connected.") }
    }

    private static func table(_ accounts: [Account]) -> TextTable {
        TextTable(
            columns: [.init("id", .right), .init("platform"), .init("name"), .init("health")],
            rows: accounts.map { account in
                let cannotPost = account.canPost == false
                return [
                    StyledText("\(account.id)", .bold), StyledText(account.platform),
                    StyledText(account.name ?? "–"),
                    StyledText(
                        (account.health ?? "unknown") + (cannotPost ? ", cannot post" : ""),
                        cannotPost ? .warning : .plain),
                ]
            }, showsTitles: true)
    }
}
