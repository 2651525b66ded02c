/// Does what needs the network, and prints its result.
///
/// `folio` binds ``HandOver``; `folio-remote` binds the real actions of FolioOnline.
package protocol OnlineActions: Sendable {
    func run(_ command: OnlineCommand) async throws
}

/// A parsed command that needs the network.
package enum OnlineCommand: Sendable {
    case login(LoginCommand)
    case logout(LogoutCommand)
    case generate(GenerateCommand)
    case caption(CaptionMakeCommand)
    case runPlan(PlanRunCommand)
    case recover(RecoverCommand)
    case accounts(AccountsCommand)
    case createPost(PostCreateCommand)
    case updatePost(PostUpdateCommand)
    case postResults(PostResultsCommand)
    case retryPost(PostRetryCommand)
    case schedulePost(PostScheduleCommand)
    case deletePost(PostDeleteCommand)
    case uploadMedia(MediaUploadCommand)
    case deleteMedia(MediaDeleteCommand)
    case fetchMedia(MediaFetchCommand)
    case attach(AttachCommand)
    case detach(DetachCommand)
    case sync(SyncCommand)
    case checkRemote(DoctorCommand)
}

extension OnlineCommand {
    /// Runs the command by whatever this program has bound.
    func run() async throws {
        try await Runtime.current.online.run(self)
    }
}
