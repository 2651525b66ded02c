/// Keeps the minus of a query, as in `-dogs`, from being read as flags.
///
/// The argument parser would take `-quiet` for `-q` and more. Commands that take a query have
/// short flags of one letter alone, so anything longer behind a single dash is part of the query.
/// It is marked by a NUL, which no argument of a process can contain.
enum QueryShield {
    private static let commands = [
        ["search"], ["list"], ["spend"], ["tag", "add"], ["tag", "remove"], ["rate"], ["hide"],
        ["unhide"], ["album", "add"], ["album", "remove"], ["rule", "add"], ["saved", "add"],
    ]

    /// Options of these commands whose value is the next argument.
    static let valued: Set<String> = [
        "--library", "--timezone", "--limit", "--after", "--by", "--since", "--until",
        "--description",
    ]

    /// Marks words of a query that begin with a dash; other command lines stay as they are.
    static func raise(_ arguments: [String]) -> [String] {
        guard takesQuery(arguments) else { return arguments }
        var previous = ""
        var isOpen = true
        return arguments.map { argument in
            defer { previous = argument }
            if argument == "--" { isOpen = false }
            let isWord =
                isOpen && argument.utf8.count > 2 && argument.hasPrefix("-")
                && !argument.hasPrefix("--") && !valued.contains(previous)
            return isWord ? "\0" + argument : argument
        }
    }

    static func lower(_ word: String) -> String {
        word.hasPrefix("\0") ? String(word.dropFirst()) : word
    }

    private static func takesQuery(_ arguments: [String]) -> Bool {
        var names: [String] = []
        var previous = ""
        for argument in arguments {
            if argument == "--" { break }
            if !argument.hasPrefix("-") && !valued.contains(previous) { names.append(argument) }
            previous = argument
        }
        return commands.contains { names.starts(with: $0) }
    }
}
