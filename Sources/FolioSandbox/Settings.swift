import GRDB

/// The switches of a running sandbox, which the control route can change.
struct Settings: Sendable {
    var shape = SandboxOptions.Shape.union
    var limits = SandboxOptions.Limits.none
    var latency = SandboxOptions.Latency.none
    var charging = SandboxOptions.Charging.onSuccess
    var imageSize: Int?

    init(_ options: SandboxOptions) {
        shape = options.shape
        limits = options.limits
        latency = options.latency
        charging = options.charging
        imageSize = options.imageSize
    }

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT name, value FROM setting") {
            let value: String = row[1]
            switch row[0] as String {
            case "shape": shape = .init(rawValue: value) ?? shape
            case "limits": limits = .init(rawValue: value) ?? limits
            case "latency": latency = .init(rawValue: value) ?? latency
            case "charging": charging = .init(rawValue: value) ?? charging
            default: imageSize = Int(value)
            }
        }
    }

    func save(_ db: Database) throws {
        let values = [
            "shape": shape.rawValue, "limits": limits.rawValue, "latency": latency.rawValue,
            "charging": charging.rawValue, "image_size": imageSize.map(String.init) ?? "",
        ]
        for (name, value) in values {
            try db.execute(
                literal: "INSERT OR REPLACE INTO setting (name, value) VALUES (\(name), \(value))")
        }
    }

    var json: JSON {
        [
            "shape": .string(shape.rawValue), "limits": .string(limits.rawValue),
            "latency": .string(latency.rawValue), "charging": .string(charging.rawValue),
            "image_size": JSON(imageSize),
        ]
    }
}
