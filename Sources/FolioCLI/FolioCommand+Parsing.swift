package import ArgumentParser

extension FolioCommand {
    /// The command that `arguments` ask for.
    ///
    /// A command without others below it is read by its own grammar, since making the grammar of
    /// all takes longer than a search. What that does not understand, the whole one explains.
    package static func command(_ arguments: [String]) throws -> any ParsableCommand {
        if let leaf = arguments.first.flatMap(leaf(named:)) {
            let own = Array(arguments.dropFirst())
            // Help, a mistake and its place in the grammar are the whole one's to tell.
            if let command = try? leaf.parseAsRoot(own), type(of: command) == leaf {
                return command
            }
        }
        return try parseAsRoot(arguments)
    }

    private static func leaf(named name: String) -> (any ParsableCommand.Type)? {
        let command = configuration.subcommands.first { $0.configuration.commandName == name }
        return command.flatMap { $0.configuration.subcommands.isEmpty ? $0 : nil }
    }
}
