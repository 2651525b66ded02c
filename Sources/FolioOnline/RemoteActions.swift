package import FolioCLI

/// What `folio-remote` does for the commands that need the network.
package struct RemoteActions: OnlineActions {
    package init() {}

    package func run(_ command: OnlineCommand) async throws {
        try await withInterrupts {
            switch command {
            case .login(let command): try await LoginAction(command: command).run()
            case .logout(let command): try LogoutAction(command: command).run()
            case .generate(let command): try await GenerateAction(command: command).run()
            case .caption(let command): try await CaptionAction(command: command).run()
            case .runPlan(let command): try await PlanRunAction(command: command).run()
            case .recover(let command): try await RecoverAction(command: command).run()
            case .accounts(let command): try await AccountsAction(command: command).run()
            case .createPost(let command): try await CreatePostAction(command: command).run()
            case .updatePost(let command): try await PostChanges.update(command)
            case .postResults(let command): try await PostChanges.results(command)
            case .retryPost(let command): try await PostChanges.retry(command)
            case .schedulePost(let command): try await PostChanges.schedule(command)
            case .deletePost(let command): try await PostChanges.delete(command)
            case .uploadMedia(let command): try await UploadAction(command: command).run()
            case .deleteMedia(let command): try await DeleteMediaAction(command: command).run()
            case .fetchMedia(let command): try await FetchAction(command: command).run()
            case .attach(let command): try await PostChanges.attach(command)
            case .detach(let command): try await PostChanges.detach(command)
            case .sync(let command): try await SyncAction(command: command).run()
            case .checkRemote(let command): try await CheckRemoteAction(command: command).run()
            }
        }
    }
}
