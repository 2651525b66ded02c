import Foundation

/// All routes, and which one a request means.
struct RouteTable: Sendable {
    enum Match: Sendable {
        case route(Route, parameters: [String: String])
        /// The path exists, but not with this method.
        case wrongMethod(allowed: [String])
        case unknown
    }

    /// Routes with a fixed word come before those with a variable part in its place.
    static let all = RouteTable(
        routes: [
            GenerationRoutes.all, MediaRoutes.all, UploadRoutes.all, IntrospectionRoutes.all,
            CaptionRoutes.all,
            PostRoutes.all, AnalyticsRoutes.all, CampaignRoutes.all, WebhookRoutes.all,
            AccountRoutes.all, ControlRoutes.all,
            ControlMediaRoutes.all, ControlStateRoutes.all,
        ].flatMap { $0 })

    let routes: [Route]

    /// Finds the route; `HEAD` is a `GET` whose body is not sent.
    func match(method: String, path: String) -> Match {
        let parts = path.split(separator: "/")
        let method = method == "HEAD" ? "GET" : method
        var allowed: [String] = []
        for route in routes {
            guard let parameters = route.parameters(of: parts) else { continue }
            if route.method == method { return .route(route, parameters: parameters) }
            allowed.append(route.method)
        }
        return allowed.isEmpty ? .unknown : .wrongMethod(allowed: allowed)
    }
}
