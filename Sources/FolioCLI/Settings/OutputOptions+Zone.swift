package import Foundation

extension OutputOptions {
    /// The zone of dates: the flag, the environment, the configuration, the machine.
    ///
    /// - Throws: ``ZoneError``, ``SettingError``.
    package func zone(library: URL? = nil) throws -> LocalZone {
        if let timezone { return try LocalZone(named: timezone) }
        return try Settings(library: library).zone()
    }
}
