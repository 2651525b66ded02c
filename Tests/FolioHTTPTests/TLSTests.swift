import FolioHTTP
import Foundation
import Testing

/// A server of the `openssl` command, with a certificate that it signed itself.
private struct TLSServer {
    static let openssl = "/usr/bin/openssl"
    static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: openssl) }

    let certificate: URL
    let port: UInt16
    let process: Process

    init(in folder: URL, for name: String, arguments: [String] = []) async throws {
        certificate = folder.appending(path: "certificate.pem")
        let key = folder.appending(path: "key.pem").path
        let making = try Self.start([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", key, "-out", certificate.path, "-days", "2", "-subj", "/CN=\(name)",
            "-addext", "subjectAltName=DNS:\(name)",
        ])
        making.waitUntilExit()
        let output = Pipe()
        process = try Self.start(
            [
                "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate.path,
                "-www",
            ] + arguments, output: output)
        port = try #require(try Self.port(in: output.fileHandleForReading))
    }

    /// The port in the line that is printed once the server listens: `ACCEPT 127.0.0.1:34567`.
    private static func port(in output: FileHandle) throws -> UInt16? {
        var line = Data()
        while let byte = try output.read(upToCount: 1), !byte.isEmpty {
            line += byte
            guard byte == Data("\n".utf8) else { continue }
            let text = String(decoding: line.dropLast(), as: UTF8.self)
            if text.hasPrefix("ACCEPT") {
                return text.split(separator: ":").last.flatMap { UInt16($0) }
            }
            line = Data()
        }
        return nil
    }

    private static func start(_ arguments: [String], output: Pipe? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: openssl)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}

@Suite(.enabled(if: TLSServer.isAvailable, "needs /usr/bin/openssl"))
struct TLSTests {
    private func error(
        name: String = "localhost", trusted: Bool, arguments: [String] = []
    ) async throws -> HTTPError {
        try await withTemporaryFolder { folder in
            let server = try await TLSServer(in: folder, for: name, arguments: arguments)
            defer { server.process.terminate() }
            let client = HTTPClient(
                HTTPClient.Configuration(certificateFile: trusted ? server.certificate : nil))
            return try await httpError {
                try await client.send(
                    HTTPRequest(
                        .post, "https://localhost:\(server.port)/", body: .bytes(Data("{}".utf8)),
                        delivery: .once))
            }
        }
    }

    private func expectTLSFailure(_ error: HTTPError) {
        guard case .tls = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(error.nothingWasSent)
    }

    @Test func aCertificateThatNobodyVouchesForIsRefused() async throws {
        expectTLSFailure(try await error(trusted: false))
    }

    @Test func aCertificateForAnotherNameIsRefused() async throws {
        expectTLSFailure(try await error(name: "example.com", trusted: true))
    }

    @Test func anOldProtocolIsRefused() async throws {
        expectTLSFailure(
            try await error(
                trusted: true, arguments: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]))
    }

    @Test func aCertificateThatTheUserTrustsIsAccepted() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TLSServer(in: folder, for: "localhost")
            defer { server.process.terminate() }
            let client = HTTPClient(.init(certificateFile: server.certificate))

            let response = try await client.send(
                HTTPRequest(.get, "https://localhost:\(server.port)/"))

            #expect(response.status == 200)
        }
    }
}
