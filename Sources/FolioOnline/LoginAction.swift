import FolioCLI
import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import Foundation

/// Checks a key with the remote, keeps it, and pins the library to its account.
struct LoginAction {
    let command: LoginCommand

    func run() async throws {
        let library = try existingLibrary()
        let flags: [SettingKey: String] = command.baseURL.map { [.baseURL: $0] } ?? [:]
        let settings = try Settings(flags: flags, library: library?.folder)
        let baseURL = try settings.baseURL()
        let key = try KeyReader.read(fromStandardInput: command.readsKeyFromStandardInput)
        let remote = try Session.remote(
            baseURL: baseURL, key: key, settings: settings,
            meter: library.map { LibraryRequestMeter($0) as any RequestMeter }
                ?? MemoryRequestMeter())

        let mark = try library?.ledgerMark()
        let identity = try await identity(of: remote, library, baseURL: baseURL)
        try Credentials().store(key, for: baseURL)
        if command.baseURL != nil {
            let folder = try library?.folder ?? FolioFolders().configuration()
            try ConfigFile.set(.baseURL, to: baseURL, in: ConfigFile.url(in: folder))
        }
        var accounts: [Account] = []
        if let library {
            if let balance = IdentityPin.balance(identity, at: Runtime.current.now()) {
                try library.observe(balance, since: mark)
            }
            accounts = try await remote.accounts()
            if !accounts.isEmpty { try library.learn(accounts) }
        }
        try report(identity, baseURL: baseURL, accounts: accounts, hasLibrary: library != nil)
    }

    /// `nil` where there is none yet: a key can be kept before the library is made.
    private func existingLibrary() throws -> Library? {
        do {
            return try command.libraryOption.open()
        } catch LibraryError.missing {
            return nil
        }
    }

    private func identity(
        of remote: any Remote, _ library: Library?, baseURL: String
    ) async throws -> RemoteIdentity {
        guard let library else { return try await remote.me() }
        return try await IdentityPin.verify(library, remote, baseURL: baseURL)
    }

    private func report(
        _ identity: RemoteIdentity, baseURL: String, accounts: [Account], hasLibrary: Bool
    ) throws {
        let console = Runtime.current.console
        let missing = ["read", "write", "ai"].filter { identity.scopes?.contains($0) == false }
        if command.output.json {
            return console.print(
                try JSONText.text(
                    LoginJSON(identity, baseURL: baseURL, missing: missing, accounts: accounts)))
        }
        let name = identity.organizationName.map { " of \(SafeText.line($0))" } ?? ""
        console.print("Logged in to \(SafeText.line(baseURL))\(name).")
        if let credits = identity.credits {
            console.print("Credits left: \(credits.remaining). Accounts: \(accounts.count).")
        }
        if !missing.isEmpty {
            console.printError("The key lacks the scopes: \(missing.joined(separator: ", ")).")
        }
        if !hasLibrary { console.printError("There is no library yet: folio init") }
    }
}

/// Forgets the key of the configured remote.
struct LogoutAction {
    let command: LogoutCommand

    func run() throws {
        let library = try FolioFolders().library(flag: command.libraryOption.library)
        let baseURL = try Settings(library: library).baseURL()
        let removed = try Credentials().remove(for: baseURL)
        let console = Runtime.current.console
        if command.output.json {
            return console.print(
                try JSONText.text(LogoutJSON(base_url: baseURL, removed: removed)))
        }
        console.print(
            removed
                ? "The key for \(SafeText.line(baseURL)) is forgotten."
                : "There was no key for \(SafeText.line(baseURL)).")
    }
}
