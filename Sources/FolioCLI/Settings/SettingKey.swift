import FolioModel
import Foundation

/// What can be configured. `folio config` and `docs/configuration.md` list the same table.
package enum SettingKey: String, CaseIterable, Sendable {
    case baseURL = "base-url"
    case defaultModel = "default-model"
    case defaultRatio = "default-ratio"
    case models
    case timezone
    case confirmAbove = "confirm-above"
    case requestsPerHour = "requests-per-hour"
    case requestsPerDay = "requests-per-day"
    case postsPerMinute = "posts-per-minute"
    case imagesPerHour = "images-per-hour"
    case weekStart = "week-start"
    case confirmationDelay = "sync.confirmation-delay"

    /// As it stands in files and after `config set`.
    package var name: String { rawValue }

    /// As it is written in the environment.
    package var variable: String {
        "FOLIO_" + rawValue.uppercased().replacing("-", with: "_").replacing(".", with: "_")
    }

    package var summary: String {
        switch self {
        case .baseURL: "the remote's address"
        case .defaultModel: "the model of generate"
        case .defaultRatio: "the ratio of generate"
        case .models: "more models, as name=credits, separated by commas"
        case .timezone: "the time zone of dates; the machine's if unset"
        case .confirmAbove: "generate asks on a terminal if it costs more credits than this"
        case .requestsPerHour: "most requests to the remote in an hour"
        case .requestsPerDay: "most requests to the remote in a day"
        case .postsPerMinute: "most posts published at once in a minute"
        case .imagesPerHour: "most images generated in an hour"
        case .weekStart: "the first day of a week: monday or sunday"
        case .confirmationDelay: "the time between two proofs that an item is gone: 30s, 10m, 2h"
        }
    }

    /// The value where nothing else is said; `nil` means that there is none.
    package var defaultText: String? {
        switch self {
        // The remote's documented address (`remote-api.md` §1).
        case .baseURL: "https://app.posteverywhere.ai/api/v1"
        case .defaultModel: ModelCatalog.defaultModelName
        case .defaultRatio: ModelCatalog.defaultRatioText
        case .models, .timezone: nil
        case .confirmAbove: "0"
        // The remote's documented limits (`remote-api.md` §8.1).
        case .requestsPerHour: "1000"
        case .requestsPerDay: "10000"
        case .postsPerMinute: "20"
        case .imagesPerHour: "60"
        case .weekStart: "monday"
        case .confirmationDelay: "10m"
        }
    }

    var isNumber: Bool {
        switch self {
        case .confirmAbove, .requestsPerHour, .requestsPerDay, .postsPerMinute, .imagesPerHour:
            true
        default: false
        }
    }

    var isList: Bool { self == .models }

    /// - Throws: ``SettingError`` where there is no such setting.
    package init(parsing name: String) throws(SettingError) {
        guard let key = SettingKey(rawValue: name.lowercased()) else { throw .unknownKey(name) }
        self = key
    }
}

extension SettingKey {
    /// Why `text` cannot be the value, or `nil` where it can.
    func problem(with text: String) -> String? {
        switch self {
        case .baseURL: Self.problem(withAddress: text)
        case .defaultModel: text.isEmpty ? "a model has a name" : nil
        case .defaultRatio:
            AspectRatio.named(text) == nil
                ? "a ratio is one of " + AspectRatio.all.map(\.text).joined(separator: ", ") : nil
        case .models:
            text.split(separator: ",").contains { Self.model(String($0)) == nil }
                ? "models are written name=credits, such as new-model=12" : nil
        case .timezone:
            (try? LocalZone(named: text)) == nil  // Only whether it is known matters here.
                ? "a time zone is an IANA name, such as Europe/Berlin" : nil
        case .confirmAbove: Int(text).map { $0 < 0 } ?? true ? "credits are a whole number" : nil
        case .requestsPerHour, .requestsPerDay, .postsPerMinute, .imagesPerHour:
            Int(text).map { $0 < 1 } ?? true ? "a limit is a whole number above 0" : nil
        case .weekStart:
            WeekStart(rawValue: text) == nil ? "a week starts on monday or on sunday" : nil
        case .confirmationDelay:
            Self.span(text) == nil ? "a time is a whole number of s, m or h, such as 10m" : nil
        }
    }

    static func model(_ text: String) -> ImageModel? {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let credits = Int(parts[1]), credits >= 0 else { return nil }
        let name = parts[0].trimming { $0.isWhitespace }
        guard !name.isEmpty, !name.contains(where: \.isWhitespace) else { return nil }
        return ImageModel(name: name, credits: credits)
    }

    /// `90`, `90s`, `10m` or `2h`, at most a year.
    static func span(_ text: String) -> Duration? {
        let units = ["s": 1, "m": 60, "h": 3_600]
        let unit = text.last.flatMap { units[String($0)] }
        guard let number = Int(unit == nil ? text[...] : text.dropLast()), number >= 0,
            number <= 31_536_000 / (unit ?? 1)
        else { return nil }
        return .seconds(number * (unit ?? 1))
    }

    private static func problem(withAddress text: String) -> String? {
        guard let url = URL(string: text), let scheme = url.scheme, let host = url.host(),
            !host.isEmpty, url.user() == nil, url.query() == nil, url.fragment() == nil
        else { return "an address looks like https://host/path" }
        let isLoopback = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        return scheme == "https" || (scheme == "http" && isLoopback)
            ? nil : "an address begins with https:// (http:// only for this machine)"
    }
}

/// The first day of a week.
package enum WeekStart: String, Sendable, CaseIterable {
    case monday, sunday
}

extension Substring {
    fileprivate func trimming(_ isOut: (Character) -> Bool) -> String {
        String(String(drop(while: isOut).reversed()).drop(while: isOut).reversed())
    }
}
