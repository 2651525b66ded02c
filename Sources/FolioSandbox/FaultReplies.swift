import Foundation

extension Fault {
    /// What is sent in place of the route's own reply.
    var replacement: Reply? {
        switch kind {
        case .tooManyRequests:
            .refusal(RateWindows.refusal(retryAfter: Int((seconds ?? 1).rounded(.up))))
        case .serverError, .chargeOnFailure: .refusal(.internalError)
        case .requestTimeout:
            .refusal(
                APIError(
                    status: 408, code: "request_timeout", message: "Request timed out",
                    retryable: true))
        case .badGateway: Self.page(502, "Bad Gateway")
        case .unavailable: Self.page(503, "Service Unavailable")
        case .gatewayTimeout: Self.page(504, "Gateway Timeout")
        case .html200: Self.page(200, "Sign in to the network")
        default: nil
        }
    }

    /// A page as a proxy between client and remote would send it.
    private static func page(_ status: Int, _ title: String) -> Reply {
        let html = """
            <!DOCTYPE html>
            <html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>

            """
        return Reply(
            status: status, body: .file(type: "text/html; charset=utf-8", bytes: Data(html.utf8)))
    }

    /// The items of a list page as this fault leaves them.
    func page<Item>(_ items: [Item]) -> [Item] {
        switch kind {
        case .emptyPage: []
        case .shortPage: Array(items.prefix(bytes ?? items.count / 2))
        case .shuffledPage: Self.shuffled(items)
        default: items
        }
    }

    /// The same order on every run, and never the given one where there are two items or more.
    private static func shuffled<Item>(_ items: [Item]) -> [Item] {
        let even = items.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        let odd = items.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
        return odd.reversed() + even
    }
}
