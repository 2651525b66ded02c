import CCurl
import Foundation

extension Transfer {
    /// The transfer whose pointer libcurl was given, which outlives the request.
    static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
        guard let context else { preconditionFailure("libcurl lost the transfer") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }
}

extension InputFile {
    /// What libcurl calls for the next bytes to send, with a pointer to an ``InputFile``.
    static var readFunction: curl_read_callback {
        { buffer, size, count, context in
            let buffer = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
            return InputFile.at(context).read(into: buffer) ?? Int(CURL_READFUNC_ABORT)
        }
    }

    /// What libcurl calls to send a body again, or to measure it.
    static var seekFunction: curl_seek_callback {
        { context, offset, origin in
            guard origin == SEEK_SET, InputFile.at(context).seek(to: Int64(offset)) else {
                return CURL_SEEKFUNC_FAIL
            }
            return CURL_SEEKFUNC_OK
        }
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> InputFile {
        guard let context else { preconditionFailure("libcurl lost the file") }
        return Unmanaged<InputFile>.fromOpaque(context).takeUnretainedValue()
    }
}
