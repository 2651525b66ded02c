/// How long a request may take and how much may come back.
package struct HTTPLimits: Hashable, Sendable {
    /// Finding the address, connecting and the TLS handshake together.
    package var connect: Duration
    /// Silence between the last byte of the request and the first line of the reply.
    ///
    /// A generation is silent for as long as it works; give it several minutes.
    package var response: Duration
    /// Once bytes flow, in either direction, how long they may flow slower than
    /// ``slowestBytesPerSecond``.
    package var stall: Duration
    /// The rate below which a transfer counts as stalled.
    package var slowestBytesPerSecond: Int
    /// The whole request, redirects apart; `nil` for no such limit.
    package var total: Duration?
    /// Bytes of a reply's body, counted after decompression.
    package var replyBytes: Int64

    /// The defaults suit a small JSON reply.
    package init(
        connect: Duration = .seconds(10), response: Duration = .seconds(30),
        stall: Duration = .seconds(30), slowestBytesPerSecond: Int = 1_024,
        total: Duration? = nil, replyBytes: Int64 = 8 << 20
    ) {
        self.connect = connect
        self.response = response
        self.stall = stall
        self.slowestBytesPerSecond = slowestBytesPerSecond
        self.total = total
        self.replyBytes = replyBytes
    }
}
