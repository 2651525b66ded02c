// The decisions behind the interface are tested one by one: no test can own public addresses.
@testable import FolioHTTP
import Foundation
import Testing

@Suite struct RuleTests {
    @Test(arguments: [
        "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "3fff::1",
    ])
    func theseAddressesAreNotPublic(text: String) throws {
        #expect(try !#require(IPAddress(text: text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.0.1",
        "172.32.0.1", "192.167.0.1", "223.255.255.255", "2606:4700::1111", "2a00::1",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "[2606:4700::1]",
    ])
    func theseAddressesArePublic(text: String) throws {
        #expect(try #require(IPAddress(text: text)).isPublic)
    }

    @Test(arguments: ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "[::1]"])
    func theseAddressesAreThisComputer(text: String) throws {
        #expect(try #require(IPAddress(text: text)).isLoopback)
    }

    @Test(arguments: ["", "localhost", "1.2.3", "[", "::g"])
    func namesAreNoAddresses(text: String) {
        #expect(IPAddress(text: text) == nil)
    }

    @Test(arguments: [
        ("https://Example.COM", "https://example.com/"),
        ("https://e.com/a/../b?q", "https://e.com/b"),
    ])
    func anAddressHasOneForm(text: String, shown: String) throws {
        #expect(Endpoint.withoutQuery(try Endpoint(text).url).lowercased() == shown)
    }

    @Test func aRemoteElsewhereCannotRedirectToThisComputer() throws {
        let endpoint = try Endpoint("https://example.com/")

        #expect(throws: HTTPError(.refusedAddress(host: "127.0.0.1"), nothingWasSent: false)) {
            try endpoint.redirected(to: "http://0x7f.1/")
        }
    }

    @Test func silenceAndSlownessAreJudgedByTheirOwnLimits() {
        let start = ContinuousClock.now
        var watch = StallWatch(
            HTTPLimits(response: .seconds(150), stall: .seconds(30)), start: start)
        func expired(_ phase: HTTPError.Phase, _ bytes: Int64, after seconds: Int) -> Bool {
            watch.hasExpired(
                StallWatch.Progress(phase: phase, bytes: bytes), at: start + .seconds(seconds))
        }

        #expect(!expired(.connecting, 0, after: 9))
        #expect(!expired(.waiting, 0, after: 10))
        #expect(!expired(.waiting, 0, after: 159))
        #expect(!expired(.receiving, 100, after: 160))
        #expect(!expired(.receiving, 40_000, after: 190))
        #expect(!expired(.receiving, 40_001, after: 219))
        #expect(expired(.receiving, 40_002, after: 220))
    }
}
