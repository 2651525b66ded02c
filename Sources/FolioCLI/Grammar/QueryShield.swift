/// Keeps the minus of a query, as in `-dogs`, from being read as flags.
///
/// The argument parser would take `-quiet` for `-q` and more. Commands that take a query have
/// short flags of one letter alone, so anything longer behind a single dash is part of the query.
/// It is marked by a NUL, which no argument of a process can contain.
enum QueryShield {
    private static let commands = [
        ["search"], ["list"], ["spend"], ["tag", "add"], ["tag", "remove"], ["rate"], ["hide"],
        ["unhide"], ["album", "add"], ["album", "remove"], ["rule", "add"], ["saved", "add"],
        ["sheet"], ["media", "fetch"],
    ]

    /// Options of these commands whose value is the next argument.
    static let valued: Set<String> = [
        "--library", "--timezone", "--limit", "--after", "--by", "--since", "--until",
        "--description", "-o", "--output", "--across", "--pictures",
    ]

    /// Marks words of a query that begin with a dash; other command lines stay as they are.
    static func raise(_ arguments: [String]) -> [String] {
        guard let names = namesOfQueryCommand(arguments) else { return arguments }
        return joined(marked(arguments), behind: names)
    }

    private static func marked(_ arguments: [String]) -> [String] {
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

    /// Above so many arguments, words of a query that follow each other become one: the argument
    /// parser takes time that grows with the square of their number.
    private static let joinLimit = 200

    private static func joined(_ arguments: [String], behind names: Int) -> [String] {
        guard arguments.count > joinLimit else { return arguments }
        var result: [String] = []
        var words = 0
        var isBehindWord = false
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { return result + arguments[index...] }
            let isValue = index > 0 && valued.contains(arguments[index - 1])
            let isWord = !argument.hasPrefix("-") && !isValue
            if isWord { words += 1 }
            if isWord, isBehindWord {
                result[result.count - 1] += " " + lower(argument)
            } else {
                result.append(argument)
            }
            isBehindWord = isWord && words > names
        }
        return result
    }

    /// How many words stand before those of the query; `nil` where the command takes none.
    private static func namesOfQueryCommand(_ arguments: [String]) -> Int? {
        var names: [String] = []
        var previous = ""
        for argument in arguments {
            if argument == "--" { break }
            if !argument.hasPrefix("-") && !valued.contains(previous) { names.append(argument) }
            previous = argument
        }
        guard let command = commands.first(where: { names.starts(with: $0) }) else { return nil }
        // A saved search has its own name first.
        return command == ["saved", "add"] ? 3 : command.count
    }
}
