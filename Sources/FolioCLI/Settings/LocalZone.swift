package import FolioModel
package import FolioQuery
import Foundation

/// The time zone of dates that people type and read.
package struct LocalZone: Sendable {
    /// The IANA name, or `nil` for the machine's own zone.
    package let name: String?
    private let seconds: @Sendable (Int64) -> Int

    /// The zone of this machine.
    ///
    /// It asks the C library: Foundation's calendar costs more to load than a whole search.
    package static let machine = LocalZone(name: nil) { milliseconds in
        var moment = time_t(milliseconds.floorDivided(by: 1_000))
        var parts = tm()
        guard localtime_r(&moment, &parts) != nil else { return 0 }
        return parts.tm_gmtoff
    }

    package static let utc = LocalZone(name: "UTC") { _ in 0 }

    /// - Throws: ``ZoneError`` where there is no such zone.
    package init(named name: String) throws(ZoneError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, parts.allSatisfy({ !$0.isEmpty }),
            let zone = TimeZone(identifier: name)
        else { throw .unknown(name) }
        self.init(name: name) { milliseconds in
            zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1_000))
        }
    }

    private init(name: String?, seconds: @escaping @Sendable (Int64) -> Int) {
        self.name = name
        self.seconds = seconds
    }

    /// Seconds that the zone's clocks are ahead of UTC at a moment.
    package var utcOffset: @Sendable (Timestamp) -> Int {
        { [seconds] in seconds($0.milliseconds) }
    }

    /// For days and months that people name, relative to `now`.
    package func resolver(now: Timestamp) -> DateResolver {
        DateResolver(now: now.milliseconds, offset: seconds)
    }

    /// `2026-04-05`
    package func day(of moment: Timestamp) -> String {
        String(local(moment).prefix(10))
    }

    /// `2026-04-05 06:07`
    package func minute(of moment: Timestamp) -> String {
        local(moment).prefix(16).replacing("T", with: " ")
    }

    private func local(_ moment: Timestamp) -> String {
        (moment + .seconds(seconds(moment.milliseconds))).iso8601
    }
}

/// A time zone that is not known.
package enum ZoneError: UserFacingError, Equatable {
    case unknown(String)

    package var message: String {
        switch self {
        case .unknown(let name): "there is no time zone “\(name)”"
        }
    }

    package var hint: String? { "use an IANA name, such as Europe/Berlin, Asia/Tokyo or UTC" }

    package var kind: FailureKind { .usage }
}
