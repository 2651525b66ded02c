/// A way for the sandbox to misbehave, on the routes and at the calls that it names.
package struct Fault: Sendable {
    /// What goes wrong. The raw values are the names in flags and in the control route.
    package enum Kind: String, Sendable, CaseIterable {
        case lostReply = "lost-reply"
        case delay
        case cutBody = "cut-body"
        case cutHeaders = "cut-headers"
        case reset
        case tooManyRequests = "429"
        case serverError = "500"
        case badGateway = "502"
        case unavailable = "503"
        case gatewayTimeout = "504"
        case requestTimeout = "408"
        case html200 = "html-200"
        case shortPage = "short-page"
        case emptyPage = "empty-page"
        case shuffledPage = "shuffled-page"
        case repeatedPage = "repeated-page"
        case wrongLength = "wrong-length"
        case slowDrip = "slow-drip"
        case chargeOnFailure = "charge-on-failure"
        case garbledJSON = "garbled-json"
        case hang
    }

    /// Why a description was refused.
    package struct ParseError: Error {
        /// One sentence without a final period.
        package let message: String
    }

    package let kind: Kind
    /// `*`, a path such as `/media/{id}`, or a method and a path; `*` ends a prefix.
    package var route = "*"
    /// Matching calls that go well first.
    package var skip = 0
    /// Matching calls that go wrong after those; 0 means all.
    package var times = 1
    /// Where a reply is cut, or the size of a drop of a slow drip.
    package var bytes: Int?
    /// How long a delay lasts, or what `Retry-After` says.
    package var seconds: Double?
    /// Whether the request is carried out although the reply fails; `nil` for the kind's habit.
    package var work: Bool?

    /// A fault that hits the next call of any route.
    package init(kind: Kind) {
        self.kind = kind
    }

    /// Reads `NAME[,route=ROUTE][,skip=N][,times=N][,bytes=N][,seconds=S][,work=yes|no]`.
    package init(_ text: String) throws(ParseError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        try self.init(name: parts[0])
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else {
                throw ParseError(message: "a fault's settings are written NAME=VALUE, not \(part)")
            }
            try set(pair[0], to: pair[1])
        }
    }

    /// The fault called `name`.
    package init(name: String) throws(ParseError) {
        guard let kind = Kind(rawValue: name) else {
            let all = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ParseError(message: "there is no fault \(name); there are \(all)")
        }
        self.kind = kind
    }

    mutating func set(_ name: String, to value: String) throws(ParseError) {
        switch (name, Int(value), Double(value)) {
        case ("route", _, _) where !value.isEmpty: route = value
        case ("skip", .some(let number), _) where number >= 0: skip = number
        case ("times", .some(let number), _) where number >= 0: times = number
        case ("bytes", .some(let number), _) where number >= 0: bytes = number
        case ("seconds", _, .some(let number)) where (0...86_400).contains(number):
            seconds = number
        case ("work", _, _) where ["yes", "true"].contains(value): work = true
        case ("work", _, _) where ["no", "false"].contains(value): work = false
        case ("route", _, _), ("skip", _, _), ("times", _, _), ("bytes", _, _),
            ("seconds", _, _), ("work", _, _):
            throw ParseError(message: "\(value) is no value for a fault's \(name)")
        default:
            throw ParseError(
                message: "a fault has no \(name); it has route, skip, times, bytes, seconds, work")
        }
    }
}

extension Fault {
    /// Whether the request is carried out, with all its effects, under this fault.
    var doesWork: Bool {
        switch kind {
        case .tooManyRequests, .serverError, .badGateway, .unavailable, .gatewayTimeout,
            .requestTimeout, .chargeOnFailure:
            work ?? false
        default: work ?? true
        }
    }

    /// Whether `pattern` (such as `GET /media/{media_id}`) or `path` is meant.
    func matches(method: String, pattern: String, path: String) -> Bool {
        var wanted = route[...]
        if let space = wanted.firstIndex(of: " ") {
            guard ["*", method].contains(wanted[..<space].uppercased()) else { return false }
            wanted = wanted[wanted.index(after: space)...]
        }
        // Routes are known without the API's prefix, and people write them with it too.
        wanted = Self.short(wanted)
        let path = Self.short(path[...])
        guard wanted.hasSuffix("*") else {
            return Self.sameShape(wanted, pattern) || wanted == path
        }
        let prefix = wanted.dropLast()
        return pattern.hasPrefix(prefix) || path.hasPrefix(prefix)
    }

    private static func short(_ path: Substring) -> Substring {
        path.hasPrefix(Route.prefix + "/") ? path.dropFirst(Route.prefix.count) : path
    }

    /// Whether two patterns are equal but for the names in their braces.
    private static func sameShape(_ wanted: Substring, _ pattern: String) -> Bool {
        let (left, right) = (wanted.split(separator: "/"), pattern.split(separator: "/"))
        return left.count == right.count
            && zip(left, right).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && $1.hasPrefix("{")) }
    }

    var json: JSON {
        [
            "fault": .string(kind.rawValue), "route": .string(route), "skip": .int(skip),
            "times": .int(times), "bytes": JSON(bytes), "seconds": JSON(seconds),
            "work": work.map(JSON.bool) ?? .null,
        ]
    }
}
