import ArgumentParser

/// How often something is done, as people write it: `30s`, `5m`, `2h`, `1d`.
package struct WatchInterval: ExpressibleByArgument, Hashable, Sendable, CustomStringConvertible {
    /// Five minutes.
    package static let standard = WatchInterval(seconds: 300)
    /// Anything shorter would use up the remote's limits for nothing.
    package static let shortest = 5

    package let seconds: Int

    private init(seconds: Int) {
        self.seconds = seconds
    }

    /// `nil` for what is no such span, is shorter than ``shortest`` or longer than 30 days.
    package init?(argument: String) {
        let units = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[String($0)] }),
            argument.dropLast().allSatisfy(\.isNumber), let count = Int(argument.dropLast()),
            count <= 2_592_000 / unit, count * unit >= Self.shortest
        else { return nil }
        seconds = count * unit
    }

    package var description: String {
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)] where seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}
