import FolioCLI
import FolioModel
import Foundation
import Testing

@Suite struct SettingsTests {
    let folder: URL
    let library: URL
    let environment: [String: String]

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-settings-\(UUID().uuidString)", isDirectory: true)
        library = folder.appendingPathComponent("library", isDirectory: true)
        environment = ["XDG_CONFIG_HOME": folder.path]
        try FileManager.default.createDirectory(at: library, withIntermediateDirectories: true)
    }

    private var userFile: URL { folder.appendingPathComponent("folio/config.json") }

    private func origin(
        _ key: SettingKey, flags: [SettingKey: String] = [:], _ more: [String: String] = [:]
    ) throws -> Settings.Origin? {
        let variables = environment.merging(more) { $1 }
        return try Settings(flags: flags, library: library, environment: variables)
            .text(key)?.origin
    }

    @Test func theFirstPlaceThatHasAValueWins() throws {
        #expect(try origin(.defaultModel) == .standard)

        try ConfigFile.set(.defaultModel, to: "from-user", in: userFile)
        #expect(try origin(.defaultModel) == .file(path: userFile.path))

        let libraryFile = ConfigFile.url(in: library)
        try ConfigFile.set(.defaultModel, to: "from-library", in: libraryFile)
        #expect(try origin(.defaultModel) == .file(path: libraryFile.path))

        let variables = ["FOLIO_DEFAULT_MODEL": "from-environment"]
        #expect(
            try origin(.defaultModel, variables) == .environment(variable: "FOLIO_DEFAULT_MODEL"))
        #expect(try origin(.defaultModel, flags: [.defaultModel: "x"], variables) == .flag)
    }

    @Test func anEmptyVariableCountsAsUnset() throws {
        #expect(try origin(.defaultRatio, ["FOLIO_DEFAULT_RATIO": ""]) == .standard)
    }

    @Test func numbersAndTextsAreReadInEitherSpelling() throws {
        try write(#"{"confirm-above": "7", "requests-per-hour": 50, "models": "a=1,b=2"}"#)

        let settings = try Settings(environment: environment)

        #expect(try settings.confirmAbove() == 7)
        #expect(try settings.requestsPerHour() == 50)
        #expect(try settings.models()["b"]?.credits == 2)
        #expect(try settings.models()["flux-schnell"]?.credits == 1)
    }

    @Test func aChangeKeepsWhatItDoesNotKnowAndIsPrivate() throws {
        try write(#"{"theme": "dark", "sync": {"delay": 5}}"#)

        try ConfigFile.set(.models, to: "new-model=12", in: userFile)

        let data = try Data(contentsOf: userFile)
        let object = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["theme"] as? String == "dark")
        #expect(object["sync"] as? [String: Int] == ["delay": 5])
        #expect(try Settings(environment: environment).models()["new-model"]?.credits == 12)
        let attributes = try FileManager.default.attributesOfItem(atPath: userFile.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test(arguments: ["{", "[]", "null", "{\"a\": ", "\u{0}"])
    func aBrokenFileIsNamed(text: String) throws {
        try write(text)

        let error = #expect(throws: SettingError.self) { try Settings(environment: environment) }

        #expect(error?.message.contains(userFile.path) == true)
        #expect(error?.kind == .usage)
    }

    @Test(arguments: [
        (SettingKey.timezone, "Mars/Olympus"), (.confirmAbove, "-1"), (.confirmAbove, "many"),
        (.defaultRatio, "2:1"), (.models, "x"), (.models, "x=-1"), (.requestsPerDay, "0"),
        (.baseURL, "ftp://host"), (.baseURL, "http://example.org"), (.weekStart, "friday"),
        (.baseURL, "https://user:secret@host/"),
    ])
    func aBadValueIsRefusedWhereverItStands(key: SettingKey, value: String) throws {
        #expect(throws: SettingError.self) {
            try ConfigFile.set(key, to: value, in: userFile)
        }
        #expect(throws: SettingError.self) { try origin(key, [key.variable: value]) }
        #expect(!FileManager.default.fileExists(atPath: userFile.path))
    }

    @Test func aKeyIsKeptForItsOwnRemoteAlone() throws {
        let credentials = Credentials(environment: environment)
        try credentials.store(try APIKey(" pe_live_one\n"), for: "https://a")

        #expect(try credentials.key(for: "https://a")?.secret == "pe_live_one")
        #expect(try credentials.key(for: "https://b") == nil)
        #expect(try credentials.remove(for: "https://a"))
        #expect(try credentials.key(for: "https://a") == nil)
    }

    @Test func aKeyThatOthersMayReadIsNotUsed() throws {
        let credentials = Credentials(environment: environment)
        try credentials.store(try APIKey("pe_live_one"), for: "https://a")
        let file = try #require(credentials.file)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)

        let error = #expect(throws: CredentialsError.self) { try credentials.key(for: "https://a") }

        #expect(error == .tooOpen(path: file.path))
    }

    @Test func aKeyIsNeverPartOfADescription() throws {
        let key = try APIKey("pe_live_secret")
        var dumped = ""
        dump(key, to: &dumped)

        #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains("secret"))
    }

    @Test func aZoneKnowsItsClockChanges() throws {
        let berlin = try LocalZone(named: "Europe/Berlin")
        let before = try #require(Timestamp(iso8601: "2026-03-28T22:59:59Z"))

        #expect(berlin.day(of: before) == "2026-03-28")
        #expect(berlin.day(of: before + .seconds(1)) == "2026-03-29")
        #expect(berlin.utcOffset(before) == 3_600)
        #expect(berlin.utcOffset(before + .seconds(86_400)) == 7_200)
        #expect(throws: ZoneError.unknown("Mars/X")) { try LocalZone(named: "Mars/X") }
        #expect(throws: ZoneError.unknown("")) { try LocalZone(named: "") }
    }

    private func write(_ text: String) throws {
        try FileManager.default.createDirectory(
            at: userFile.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: userFile)
    }
}
