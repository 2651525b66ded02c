/// Who waits for a request, and so how much of the limits it may use.
package enum RequestUrgency: Sendable {
    /// A person: all of it.
    case interactive
    /// Nobody in particular, such as a sync: the last fifth stays free for people.
    case background

    /// What of a limit, or of what remains of one, is not to be used.
    func reserve(of limit: Int) -> Int {
        switch self {
        case .interactive: 0
        case .background: limit / 5
        }
    }
}
