package import ArgumentParser

/// The whole grammar of `folio`: one file per command.
package struct FolioCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "folio",
        abstract: "Keep, find and account for the images that you generate.",
        discussion: """
            Example: folio generate "a red boat on a frozen lake" --model flux-schnell --tag boats

            Reading commands answer from this machine alone and never use the network.
            """,
        version: FolioVersion.current,
        subcommands: [
            CompleteValuesCommand.self,
            CompletionsCommand.self,
            HelpCommand.self,
        ],
        groupedSubcommands: [
            CommandGroup(
                name: "Make and find",
                subcommands: [
                    GenerateCommand.self,
                    CaptionCommand.self,
                    PlanCommand.self,
                    RecoverCommand.self,
                    SearchCommand.self,
                    ListCommand.self,
                    ShowCommand.self,
                    SheetCommand.self,
                    OpenCommand.self,
                    SimilarCommand.self,
                    DuplicatesCommand.self,
                    FamiliesCommand.self,
                    DiffCommand.self,
                    SpendCommand.self,
                    CreditsCommand.self,
                    BudgetCommand.self,
                ]),
            CommandGroup(
                name: "Organise",
                subcommands: [
                    TagCommand.self,
                    RuleCommand.self,
                    AlbumCommand.self,
                    RateCommand.self,
                    NoteCommand.self,
                    HideCommand.self,
                    UnhideCommand.self,
                    SavedCommand.self,
                    UndoCommand.self,
                    RedoCommand.self,
                    HistoryCommand.self,
                ]),
            CommandGroup(
                name: "Publish",
                subcommands: [
                    PostCommand.self,
                    AttachCommand.self,
                    DetachCommand.self,
                    AccountsCommand.self,
                    MediaCommand.self,
                    WatchCommand.self,
                ]),
            CommandGroup(
                name: "Library",
                subcommands: [
                    InitCommand.self,
                    StatusCommand.self,
                    SyncCommand.self,
                    ConflictsCommand.self,
                    ResolveCommand.self,
                    ServiceCommand.self,
                    ImportCommand.self,
                    ThumbsCommand.self,
                    BackupCommand.self,
                    DumpCommand.self,
                    RestoreCommand.self,
                    ForgetCommand.self,
                    ExportCommand.self,
                    DoctorCommand.self,
                    PathCommand.self,
                ]),
            CommandGroup(
                name: "Set up",
                subcommands: [
                    LoginCommand.self,
                    LogoutCommand.self,
                    ModelsCommand.self,
                    ConfigCommand.self,
                    DemoCommand.self,
                    SandboxCommand.self,
                ]),
        ])

    /// `--library` may stand before the command as well as behind it.
    @OptionGroup package var libraryOption: LibraryOption

    package init() {}
}
