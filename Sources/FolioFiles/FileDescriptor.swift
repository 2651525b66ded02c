import Foundation

/// The only owner of one open file or folder, which is closed when the owner goes away.
struct FileDescriptor: ~Copyable {
    let number: Int32

    /// Takes over an open descriptor; `nil` for the -1 of a failed call.
    init?(owning number: Int32) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    deinit { close(number) }

    /// Reads what is there, at most `count` bytes; empty at the end, `nil` on failure (`errno`).
    borrowing func read(atMost count: Int) -> [UInt8]? {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            repeat {
                result = Foundation.read(number, buffer.baseAddress, count)
            } while result < 0 && errno == EINTR
            filled = max(0, result)
        }
        return result < 0 ? nil : bytes
    }

    /// Writes everything; `false` on failure (`errno`).
    borrowing func write(_ bytes: [UInt8]) -> Bool {
        writeAll(bytes, to: number)
    }
}

/// Writes everything; `false` on failure (`errno`). The descriptor stays its owner's.
func writeAll(_ bytes: [UInt8], to number: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
        var rest = buffer
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Foundation.write(number, start, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }
}

/// The system's words for the last failure of a call on this thread.
func lastSystemError() -> (code: Int32, reason: String) {
    let code = errno
    return (code, String(cString: strerror(code)))
}
