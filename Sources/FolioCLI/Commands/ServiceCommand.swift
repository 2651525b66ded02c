package import ArgumentParser
import FolioModel
import FolioStore
import Foundation

/// `folio service`
package struct ServiceCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "service",
        abstract: "Let systemd keep the library in agreement with the remote.",
        discussion: "Example: folio service install",
        subcommands: [
            ServiceInstallCommand.self,
            ServiceUninstallCommand.self,
            ServiceStatusCommand.self,
        ])

    package init() {}
}

/// `folio service install`
package struct ServiceInstallCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Write a systemd user unit that runs folio sync --watch.",
        discussion: """
            Example: folio service install --every 10m

            It starts when you enable it: systemctl --user enable --now folio-sync
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: ArgumentHelp("How often to sync: 30s, 5m, 2h.", valueName: "every"))
    package var every = WatchInterval.standard

    @Flag(help: "Replace a file that Folio has not written.")
    package var force = false

    @Flag(
        name: [.customShort("n"), .customLong("dry-run")],
        help: "Only show the unit.")
    package var dryRun = false

    package init() {}

    package func run() async throws {
        // A library that is not there would make the service fail at each start.
        let library = try libraryOption.open(for: .reading)
        let unit = ServiceUnit(
            program: try HandOver.folder() + "/folio", library: library.folder.path, every: every)
        let file = try ServiceFile()
        if dryRun {
            try file.checkOurs(force: force)
        } else {
            try file.write(unit, force: force)
        }
        let console = Runtime.current.console
        if output.json {
            return console.print(
                try JSONText.text(
                    ServiceJSON(file: file.location.path, unit: unit.text, dry_run: dryRun)))
        }
        if dryRun { return console.printRaw(unit.text) }
        console.print(SafeText.line(file.location.path))
        guard !output.quiet else { return }
        console.printError("start it now and at every login: \(Self.enabling)")
        if !ServiceFile.hasSystemd {
            console.printError(
                "systemd does not run here; elsewhere start it by: folio sync --watch \(every)")
        }
    }

    static let enabling = "systemctl --user enable --now \(ServiceUnit.name)"
}

/// `folio service uninstall`
package struct ServiceUninstallCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "uninstall",
        abstract: "Remove the systemd user unit.",
        discussion: """
            Example: folio service uninstall

            Stop it first: systemctl --user disable --now folio-sync
            """)

    @OptionGroup package var output: OutputOptions

    @Flag(help: "Remove a file that Folio has not written.")
    package var force = false

    @Flag(
        name: [.customShort("n"), .customLong("dry-run")],
        help: "Only say what would be removed.")
    package var dryRun = false

    package init() {}

    package func run() async throws {
        let file = try ServiceFile()
        try file.checkOurs(force: force)
        let wasThere = try dryRun ? file.read() != nil : file.remove(force: force)
        let console = Runtime.current.console
        if output.json {
            return console.print(
                try JSONText.text(
                    ServiceRemovalJSON(
                        file: file.location.path, removed: wasThere && !dryRun, dry_run: dryRun)))
        }
        guard wasThere else { return console.printError("no service is installed") }
        console.print(SafeText.line(file.location.path))
        if !output.quiet, !dryRun {
            console.printError("then: systemctl --user daemon-reload")
        }
    }
}

/// `folio service status`
package struct ServiceStatusCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Print whether the systemd user unit is there, and what it runs.",
        discussion: "Example: folio service status")

    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let file = try ServiceFile()
        let text = try file.read()
        let console = Runtime.current.console
        if output.json {
            return console.print(
                try JSONText.text(
                    ServiceStatusJSON(
                        file: file.location.path, installed: text != nil,
                        ours: text?.hasPrefix(ServiceUnit.mark + "\n") ?? false,
                        command: text.flatMap(Self.command))))
        }
        guard let text else {
            return console.print("not installed; folio service install")
        }
        console.print(SafeText.line(file.location.path))
        if let command = Self.command(text) { console.print(SafeText.line(command)) }
        if !output.quiet {
            console.printError("whether it runs: systemctl --user status \(ServiceUnit.name)")
        }
    }

    private static func command(_ unit: String) -> String? {
        let line = unit.split(separator: "\n").first { $0.hasPrefix("ExecStart=") }
        return line.map { String($0.dropFirst("ExecStart=".count)) }
    }
}

extension ServiceFile {
    /// Whether systemd is what runs this machine.
    static var hasSystemd: Bool {
        FileManager.default.fileExists(atPath: "/run/systemd/system")
    }
}
