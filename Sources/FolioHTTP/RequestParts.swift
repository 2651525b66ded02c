import CCurl
import Foundation

/// The only owner of a request's header list and form, which libcurl reads while it sends.
///
/// The form belongs to an easy handle and must go away before that does.
final class RequestParts {
    private(set) var headers: UnsafeMutablePointer<curl_slist>?
    private(set) var form: OpaquePointer?

    init(
        _ order: Order, _ transfer: Transfer, for easy: UnsafeMutableRawPointer
    ) throws(HTTPError) {
        for line in Self.lines(of: order) { try add(line) }
        if case .multipart(let form) = order.request.body {
            try build(form, transfer, for: easy, maySeek: order.request.delivery == .ordinary)
        }
    }

    deinit {
        curl_mime_free(form)
        curl_slist_free_all(headers)
    }
}

extension RequestParts {
    private static func lines(of order: Order) -> [String] {
        let headers = order.request.headers
        var lines = headers.map { header in
            let value = header.value.revealed
            // libcurl's way to write a header without a value.
            return value.isEmpty ? "\(header.name);" : "\(header.name): \(value)"
        }
        // Without `Expect`, the body follows at once and no interim reply decides about it.
        lines.append("Expect:")
        let names = Set(headers.map { $0.name.lowercased() })
        if case .multipart = order.request.body { return lines }
        // libcurl would call every body a web form.
        if !names.contains("content-type") { lines.append("Content-Type:") }
        return lines
    }

    private func add(_ line: String) throws(HTTPError) {
        guard let longer = curl_slist_append(headers, line) else { throw Self.outOfMemory }
        headers = longer
    }

    private func build(
        _ form: MultipartForm, _ transfer: Transfer, for easy: UnsafeMutableRawPointer,
        maySeek: Bool
    ) throws(HTTPError) {
        self.form = curl_mime_init(easy)
        for field in form.fields {
            let part = try part(named: field.name)
            try fill(part, with: Data(field.value.utf8))
        }
        let part = try part(named: form.fieldName)
        try check(curl_mime_filename(part, form.fileName))
        try check(curl_mime_type(part, form.contentType))
        switch form.content {
        case .bytes(let bytes): try fill(part, with: bytes)
        case .file:
            guard let source = transfer.source else { preconditionFailure("a form without a file") }
            let context = Unmanaged.passUnretained(source).toOpaque()
            let seek = maySeek ? InputFile.seekFunction : nil
            try check(
                curl_mime_data_cb(
                    part, curl_off_t(source.length), InputFile.readFunction, seek, nil, context))
        }
    }

    private func part(named name: String) throws(HTTPError) -> OpaquePointer {
        guard let part = curl_mime_addpart(form) else { throw Self.outOfMemory }
        try check(curl_mime_name(part, name))
        return part
    }

    /// libcurl keeps its own copy.
    private func fill(_ part: OpaquePointer, with bytes: Data) throws(HTTPError) {
        let code = bytes.withUnsafeBytes { bytes in
            curl_mime_data(
                part, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        try check(code)
    }

    private func check(_ code: CURLcode) throws(HTTPError) {
        guard code == CURLE_OK else { throw Self.outOfMemory }
    }

    private static var outOfMemory: HTTPError {
        HTTPError(.failed("the request could not be put together"), nothingWasSent: true)
    }
}
