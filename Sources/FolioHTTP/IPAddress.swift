import Foundation

/// An IPv4 address (4 bytes) or an IPv6 address (16 bytes), in network order.
struct IPAddress: Hashable, Sendable {
    let bytes: [UInt8]

    /// Reads an address as it stands in a URL, brackets and all. Names give `nil`.
    init?(text: String) {
        let text = text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &buffer) == 1 {
            bytes = Array(buffer.prefix(4))
        } else if inet_pton(AF_INET6, text, &buffer) == 1 {
            bytes = buffer
        } else {
            return nil
        }
    }

    /// Reads the address out of a `sockaddr_in` or `sockaddr_in6` of `length` bytes.
    init?(family: Int32, socketAddress: UnsafeRawPointer, length: Int) {
        if family == AF_INET, length >= MemoryLayout<sockaddr_in>.size {
            let address = socketAddress.loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = withUnsafeBytes(of: address, Array.init)
        } else if family == AF_INET6, length >= MemoryLayout<sockaddr_in6>.size {
            let address = socketAddress.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = withUnsafeBytes(of: address, Array.init)
        } else {
            return nil
        }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension IPAddress {
    /// This computer: 127.0.0.0/8 and ::1, also when the former is written inside IPv6.
    var isLoopback: Bool {
        if bytes.count == 4 { return bytes[0] == 127 }
        return embedded?.isLoopback ?? (bytes == Array(repeating: 0, count: 15) + [1])
    }

    /// An address of the public internet, by the special-purpose registries of IANA
    /// (RFC 6890 and its updates).
    var isPublic: Bool {
        if bytes.count == 4 { return !Self.specialIPv4.contains { covers($0.network, $0.bits) } }
        if let embedded { return embedded.isPublic }
        return covers([0x20], 3) && !Self.specialIPv6.contains { covers($0.network, $0.bits) }
    }

    /// The IPv4 address that an IPv6 one leads to: mapped (RFC 4291) or translated (RFC 6052).
    private var embedded: IPAddress? {
        let prefix = Array(bytes.prefix(12))
        let zeros = [UInt8](repeating: 0, count: 10)
        let isMapped = prefix == zeros + [0xff, 0xff]
        let isTranslated = prefix == [0x00, 0x64, 0xff, 0x9b] + zeros.prefix(8)
        return isMapped || isTranslated ? IPAddress(bytes: Array(bytes.suffix(4))) : nil
    }

    private func covers(_ network: [UInt8], _ bits: Int) -> Bool {
        for bit in 0..<bits {
            let mask = UInt8(0x80) >> (bit % 8)
            let wanted = bit / 8 < network.count ? network[bit / 8] : 0
            if (bytes[bit / 8] ^ wanted) & mask != 0 { return false }
        }
        return true
    }

    private typealias Range = (network: [UInt8], bits: Int)

    private static let specialIPv4: [Range] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
        ([192, 0, 0], 24), ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16),
        ([198, 18], 15), ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]

    /// Inside 2000::/3, the only part of IPv6 that is public: protocol assignments and Teredo,
    /// documentation twice, and 6to4, which leads to any IPv4 address.
    private static let specialIPv6: [Range] = [
        ([0x20, 0x01], 23), ([0x20, 0x01, 0x0d, 0xb8], 32), ([0x20, 0x02], 16),
        ([0x3f, 0xff], 20),
    ]
}
