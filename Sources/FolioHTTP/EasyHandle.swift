import CCurl

/// The only owner of one libcurl easy handle and of the multi handle that drives it.
///
/// It cannot be copied, and both are freed when the owner goes away. The connections belong to
/// the multi handle and outlive a request. Use it on one thread at a time; libcurl does not lock.
struct EasyHandle: ~Copyable {
    let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    /// libcurl writes the text of its last error here. Valid as long as this owner.
    let errorText: UnsafeMutablePointer<CChar>

    /// Prepares libcurl for the whole process, once.
    private static let start = folio_curl_start()

    init() throws(HTTPError) {
        guard Self.start == CURLE_OK, let easy = curl_easy_init() else {
            throw HTTPError(.failed("libcurl could not start"), nothingWasSent: true)
        }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            throw HTTPError(.failed("libcurl could not start"), nothingWasSent: true)
        }
        self.easy = easy
        self.multi = multi
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        errorText.deallocate()
    }

    /// Carries out `order` from the first byte to the last. Blocks.
    borrowing func perform(_ order: Order, _ stop: StopFlag) throws(HTTPError) -> HTTPResponse {
        guard !stop.isSet else { throw HTTPError(.cancelled, nothingWasSent: true) }
        let transfer = try Transfer(order)
        curl_easy_reset(easy)
        let parts = try RequestParts(order, transfer, for: easy)
        // libcurl points at the transfer and the parts until the handle leaves the multi handle.
        return try withExtendedLifetime((transfer, parts)) { () throws(HTTPError) in
            try configure(order, transfer, parts)
            let ending = try run(transfer, stop)
            return try outcome(ending, transfer)
        }
    }
}

/// Why a request is over.
enum Ending {
    case finished(CURLcode)
    case stopped(HTTPError.Kind)
}

extension EasyHandle {
    /// The longest time, in milliseconds, until a cancellation is noticed.
    private static let pollInterval: Int32 = 100

    private borrowing func run(
        _ transfer: Transfer, _ stop: StopFlag
    ) throws(HTTPError) -> Ending {
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
            throw HTTPError(.failed("libcurl refuses the request"), nothingWasSent: true)
        }
        // A connection that is in use at this point is closed, never kept.
        defer { curl_multi_remove_handle(multi, easy) }
        let clock = ContinuousClock()
        var watch = StallWatch(transfer.order.request.limits, start: clock.now)
        while true {
            var running: Int32 = 0
            let code = curl_multi_perform(multi, &running)
            guard code == CURLM_OK else {
                return .stopped(.failed(String(cString: curl_multi_strerror(code))))
            }
            // A reply that came whole is reported even if nobody waits for it any more.
            if let result = finishedResult() { return .finished(result) }
            if stop.isSet { return .stopped(.cancelled) }
            let progress = progress(transfer)
            if watch.hasExpired(progress, at: clock.now) {
                return .stopped(.timedOut(progress.phase))
            }
            curl_multi_poll(multi, nil, 0, Self.pollInterval, nil)
        }
    }

    private borrowing func finishedResult() -> CURLcode? {
        var waiting: Int32 = 0
        guard let message = curl_multi_info_read(multi, &waiting),
            message.pointee.msg == CURLMSG_DONE
        else { return nil }
        return message.pointee.data.result
    }

    private borrowing func progress(_ transfer: Transfer) -> StallWatch.Progress {
        let sent = size(CURLINFO_SIZE_UPLOAD_T)
        let phase: HTTPError.Phase =
            if transfer.head.hasBegun {
                .receiving
            } else if number(CURLINFO_REQUEST_SIZE) == 0 {
                .connecting
            } else if sent < size(CURLINFO_CONTENT_LENGTH_UPLOAD_T) {
                .sending
            } else {
                .waiting
            }
        let received = Int64(transfer.head.byteCount) + transfer.byteCount
        return StallWatch.Progress(phase: phase, bytes: sent + received)
    }
}

extension EasyHandle {
    private borrowing func outcome(
        _ ending: Ending, _ transfer: Transfer
    ) throws(HTTPError) -> HTTPResponse {
        let kind: HTTPError.Kind
        switch ending {
        case .stopped(let reason): kind = reason
        case .finished(CURLE_OK):
            if transfer.head.isComplete, let status = transfer.head.status {
                return transfer.response(status)
            }
            kind = .incompleteReply(status: transfer.head.status)
        case .finished(let code): kind = self.kind(of: code, transfer)
        }
        throw HTTPError(kind, nothingWasSent: number(CURLINFO_REQUEST_SIZE) == 0)
    }

    private borrowing func kind(of code: CURLcode, _ transfer: Transfer) -> HTTPError.Kind {
        if let failure = transfer.failure ?? transfer.source?.failure { return failure }
        let host = transfer.order.endpoint.host
        return switch code {
        case CURLE_COULDNT_RESOLVE_HOST: .couldNotResolve(host: host)
        case CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve(host: "the proxy")
        case CURLE_COULDNT_CONNECT where transfer.sawRefusedAddress: .refusedAddress(host: host)
        case CURLE_COULDNT_CONNECT:
            .couldNotConnect(host: host, reason: connectReason)
        case CURLE_OPERATION_TIMEDOUT: .timedOut(.connecting)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_USE_SSL_FAILED, CURLE_SSL_INVALIDCERTSTATUS:
            .tls(detail(of: code))
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE,
            CURLE_HTTP2, CURLE_HTTP2_STREAM:
            .incompleteReply(status: transfer.head.status)
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
            .unreadableReply(String(cString: curl_easy_strerror(code)))
        default: .failed(String(cString: curl_easy_strerror(code)))
        }
    }

    /// libcurl's text for this very error, or its general one.
    private borrowing func detail(of code: CURLcode) -> String {
        String(cString: errorText[0] == 0 ? curl_easy_strerror(code) : UnsafePointer(errorText))
    }

    private var connectReason: String {
        let number = number(CURLINFO_OS_ERRNO)
        return number == 0 ? "no connection" : SystemError.text(Int32(number))
    }

    private borrowing func number(_ info: CURLINFO) -> Int {
        var value = 0
        return folio_curl_get_long(easy, info, &value) == CURLE_OK ? value : 0
    }

    private borrowing func size(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return folio_curl_get_size(easy, info, &value) == CURLE_OK ? Int64(value) : 0
    }
}
