package import Foundation

/// What a request carries.
package enum HTTPBody: Sendable {
    /// Nothing. A POST, PUT or PATCH then says that its length is 0.
    case none
    /// Bytes that are in memory already.
    case bytes(Data)
    /// A file from the byte `offset` to its end, read while it is sent.
    ///
    /// Its length is fixed when the request starts. A file that becomes shorter meanwhile fails
    /// the request.
    case file(URL, offset: Int64 = 0)
    /// A form with one file, as browsers send it (`multipart/form-data`). Only for POST.
    case multipart(MultipartForm)
}

/// A form of text fields and one file.
package struct MultipartForm: Sendable {
    /// The bytes of a form's file.
    package enum Content: Sendable {
        case bytes(Data)
        /// A whole file, read while it is sent.
        case file(URL)
    }

    /// Text fields, sent before the file in this order. Storage behind presigned forms
    /// ignores fields that follow the file.
    package var fields: [(name: String, value: String)]
    /// The name of the form's file field.
    package var fieldName: String
    package var fileName: String
    /// The file's type, such as `image/png`.
    package var contentType: String
    package var content: Content

    /// A form whose parts are all named.
    package init(
        fields: [(name: String, value: String)] = [], fieldName: String = "file",
        fileName: String, contentType: String, content: Content
    ) {
        self.fields = fields
        self.fieldName = fieldName
        self.fileName = fileName
        self.contentType = contentType
        self.content = content
    }
}
