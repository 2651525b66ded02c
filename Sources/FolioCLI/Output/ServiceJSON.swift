/// What `folio service install --json` prints.
struct ServiceJSON: Encodable {
    var format_version = JSONText.formatVersion
    var file: String
    var unit: String
    var dry_run: Bool
}

/// What `folio service uninstall --json` prints.
struct ServiceRemovalJSON: Encodable {
    var format_version = JSONText.formatVersion
    var file: String
    var removed: Bool
    var dry_run: Bool
}

/// What `folio service status --json` prints.
struct ServiceStatusJSON: Encodable {
    var format_version = JSONText.formatVersion
    var file: String
    var installed: Bool
    /// Whether Folio has written it.
    var ours: Bool
    @Nullable var command: String?
}
