import CCurl
import Foundation

extension EasyHandle {
    /// Sets every option of a request on a handle that was just reset.
    ///
    /// - Throws: ``HTTPError`` where libcurl refuses one, before anything is sent.
    borrowing func configure(
        _ order: Order, _ transfer: Transfer, _ parts: RequestParts
    ) throws(HTTPError) {
        errorText[0] = 0
        try set(CURLOPT_ERRORBUFFER, pointer: errorText)
        try configureAddress(order)
        try configureSafety(order)
        try configureDelivery(order)
        try configureBody(order, transfer, parts)
        try set(CURLOPT_HTTPHEADER, pointer: parts.headers)
        installCallbacks(transfer)
    }
}

extension EasyHandle {
    private borrowing func configureAddress(_ order: Order) throws(HTTPError) {
        let request = order.request
        try set(CURLOPT_URL, order.endpoint.url)
        try set(CURLOPT_PROTOCOLS_STR, order.endpoint.scheme)
        try set(CURLOPT_CONNECTTIMEOUT_MS, request.limits.connect.milliseconds)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        // An empty text means no proxy, whatever the environment says.
        if order.endpoint.isLoopback || request.addresses != .any { try set(CURLOPT_PROXY, "") }
    }

    private borrowing func configureSafety(_ order: Order) throws(HTTPError) {
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = order.configuration.certificateFile { try set(CURLOPT_CAINFO, file.path) }
        // Redirects are followed by the client, which checks each target.
        try set(CURLOPT_FOLLOWLOCATION, 0)
        // No method of authentication: libcurl would answer a challenge by a second request.
        try set(CURLOPT_HTTPAUTH, 0)
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        // Signals are the program's; a name server that does not answer must not delay the end.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_QUICK_EXIT, 1)
    }

    private borrowing func configureDelivery(_ order: Order) throws(HTTPError) {
        switch order.request.delivery {
        case .ordinary:
            try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        case .once:
            // A kept connection that is found dead makes libcurl send the request again, and an
            // HTTP/2 server may ask for that. Neither can happen here.
            try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
            try set(CURLOPT_FRESH_CONNECT, 1)
            try set(CURLOPT_FORBID_REUSE, 1)
        }
        // A picture is stored as it is; anything else may come compressed in any way known here.
        try set(CURLOPT_ACCEPT_ENCODING, order.file == nil ? "" : "identity")
        // libcurl refuses this alone on a handle whose last request ended early. It only makes long
        // replies faster, and the next request must not fail for it.
        try? set(CURLOPT_BUFFERSIZE, 128 << 10)
        try set(CURLOPT_USERAGENT, order.configuration.userAgent)
    }

    private borrowing func configureBody(
        _ order: Order, _ transfer: Transfer, _ parts: RequestParts
    ) throws(HTTPError) {
        let method = order.request.method
        switch order.request.body {
        case .none where method == .get: break
        case .none where method == .head: try set(CURLOPT_NOBODY, 1)
        case .none where method == .delete: break
        case .none: try setBytes(Data())
        case .bytes(let bytes): try setBytes(bytes)
        case .file:
            try set(CURLOPT_UPLOAD, 1)
            try set(CURLOPT_INFILESIZE_LARGE, size: transfer.source?.length ?? 0)
            installSource(transfer, maySeek: order.request.delivery == .ordinary)
        case .multipart: try set(CURLOPT_MIMEPOST, pointer: parts.form.map { UnsafeRawPointer($0) })
        }
        // After the body, which brings a method of its own.
        if method != .head { try set(CURLOPT_CUSTOMREQUEST, method.rawValue) }
    }

    /// libcurl keeps its own copy.
    private borrowing func setBytes(_ bytes: Data) throws(HTTPError) {
        try set(CURLOPT_POSTFIELDSIZE_LARGE, size: Int64(bytes.count))
        let code = bytes.withUnsafeBytes { bytes in
            // An address is needed even for no bytes, or libcurl reads a body from elsewhere.
            withUnsafePointer(to: UInt8(0)) { nothing in
                folio_curl_set_pointer(
                    easy, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress ?? UnsafeRawPointer(nothing))
            }
        }
        try check(code)
    }
}

extension EasyHandle {
    /// The callbacks get an unowned pointer to `transfer`.
    private borrowing func installCallbacks(_ transfer: Transfer) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        folio_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        folio_curl_set_header_function(easy) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Transfer.at(context).takeHeader(line) ? size * count : 0
        }
        folio_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        folio_curl_set_write_function(easy) { bytes, size, count, context in
            let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return Transfer.at(context).takeBody(part) ? size * count : 0
        }
        folio_curl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context)
        folio_curl_set_opensocket_function(easy) { context, _, address in
            guard let address else { return CURL_SOCKET_BAD }
            return Transfer.at(context).openSocket(address)
        }
    }

    private borrowing func installSource(_ transfer: Transfer, maySeek: Bool) {
        guard let source = transfer.source else { return }
        let context = Unmanaged.passUnretained(source).toOpaque()
        folio_curl_set_pointer(easy, CURLOPT_READDATA, context)
        folio_curl_set_read_function(easy, InputFile.readFunction)
        guard maySeek else { return }
        folio_curl_set_pointer(easy, CURLOPT_SEEKDATA, context)
        folio_curl_set_seek_function(easy, InputFile.seekFunction)
    }
}

extension EasyHandle {
    private borrowing func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
        try check(folio_curl_set_long(easy, option, value))
    }

    private borrowing func set(_ option: CURLoption, size: Int64) throws(HTTPError) {
        try check(folio_curl_set_size(easy, option, curl_off_t(size)))
    }

    /// libcurl keeps its own copy of `value`.
    private borrowing func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
        try check(folio_curl_set_string(easy, option, value))
    }

    private borrowing func set(
        _ option: CURLoption, pointer: UnsafeRawPointer?
    ) throws(HTTPError) {
        try check(folio_curl_set_pointer(easy, option, pointer))
    }

    private borrowing func check(_ code: CURLcode) throws(HTTPError) {
        guard code == CURLE_OK else {
            throw HTTPError(
                .failed(String(cString: curl_easy_strerror(code))), nothingWasSent: true)
        }
    }
}

extension Duration {
    /// Whole milliseconds, at least one, because libcurl takes 0 for no limit.
    fileprivate var milliseconds: Int {
        max(1, Int(min(self / .milliseconds(1), 1e9)))
    }
}
