/// What to tell the remote before an upload: `POST /media/upload`.
package struct UploadRequest: Hashable, Sendable {
    package var fileName: String
    package var contentType: String
    /// Bytes.
    package var byteCount: Int
    package var width: Int?
    package var height: Int?

    package init(
        fileName: String, contentType: String, byteCount: Int, width: Int? = nil,
        height: Int? = nil
    ) {
        self.fileName = fileName
        self.contentType = contentType
        self.byteCount = byteCount
        self.width = width
        self.height = height
    }
}

/// A reserved place for the bytes of an upload.
package struct UploadSlot: Hashable, Sendable {
    package var mediaID: String
    /// Presigned; needs no key, and usually expires after 15 minutes.
    package var url: String
    package var method: Method

    package init(mediaID: String, url: String, method: Method) {
        self.mediaID = mediaID
        self.url = url
        self.method = method
    }

    /// How the bytes are sent (`remote-api.md` §7.2).
    package enum Method: Hashable, Sendable {
        case put(contentType: String)
        case multipart(fieldName: String)
    }
}
