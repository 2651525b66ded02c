/// The forms of the language besides fields, for the help text.
package enum QueryForm: CaseIterable, Sendable {
    case words, phrase, prefix, substring, fuzzy, minus, either, group, saved, everything

    /// How it is written; each parses.
    package var example: String {
        switch self {
        case .words: "red boat"
        case .phrase: "\"red boat\""
        case .prefix: "boa*"
        case .substring: "*oat*"
        case .fuzzy: "~baot"
        case .minus: "boat -dog"
        case .either: "boat OR ship"
        case .group: "(boat OR ship) -tag:draft"
        case .saved: "@winter"
        case .everything: "*"
        }
    }

    /// What it asks, in one line.
    package var summary: String {
        switch self {
        case .words: "all of these words, in any order"
        case .phrase: "these words, one after the other; quotes also take away any other meaning"
        case .prefix: "a word that begins so"
        case .substring: "these characters, anywhere; *\"red b\"* with spaces"
        case .fuzzy: "a word with one or two letters changed"
        case .minus: "not this; a minus stands before a word, a phrase, a field or a group"
        case .either: "one or the other; binds less than words side by side"
        case .group: "what is inside, as one"
        case .saved: "what the saved search of this name finds"
        case .everything: "everything"
        }
    }
}
