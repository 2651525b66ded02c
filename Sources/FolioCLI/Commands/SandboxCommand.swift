package import ArgumentParser

/// `folio sandbox`
package struct SandboxCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Serve a stand-in for the remote on this machine.",
        discussion: """
            Example: folio sandbox --port 8787 --state /tmp/sandbox --json

            Its options are listed by: folio sandbox --help
            """,
        helpNames: [])

    /// The sandbox reads its own options.
    @Argument(parsing: .captureForPassthrough)
    package var options: [String] = []

    package init() {}

    package func run() async throws {
        try HandOver().replaceProcess(by: "folio-sandbox")
    }
}
