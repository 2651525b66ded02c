import FolioHTTP
import Foundation
import Testing

@Suite struct SecretTests {
    let secret = Secret("pe_live_canary")

    @Test func aSecretIsNeverPrinted() {
        var dumped = ""
        dump(secret, to: &dumped)

        #expect("\(secret)" == "***")
        #expect(secret.debugDescription == "***")
        #expect(String(reflecting: secret) == "***")
        #expect(!dumped.contains("canary"))
        #expect(secret.revealed == "pe_live_canary")
    }

    @Test func aRequestIsPrintedWithoutItsSecrets() {
        let request = HTTPRequest(
            .get, "https://a:b@example.com/path?signature=canary",
            headers: [
                HTTPHeader("Authorization", secret: secret), HTTPHeader("X-Api-Key", "canary"),
            ])
        var dumped = ""
        dump(request.headers, to: &dumped)

        #expect("\(request)" == "GET https://example.com/path")
        #expect(!dumped.contains("canary"))
    }
}
