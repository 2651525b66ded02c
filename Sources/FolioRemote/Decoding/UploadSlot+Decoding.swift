import FolioModel

extension UploadSlot {
    /// Reads `POST /media/upload` (`remote-api.md` §7.1); `nil` without id or address.
    ///
    /// Without a usable `upload_method`, images go by form and the rest by PUT (§7.2).
    init?(_ json: JSONValue, for upload: UploadRequest) {
        guard let mediaID = json.identifier("media_id", "id"), let url = json.link("upload_url")
        else { return nil }
        let told = json["upload_method"]
        let word = (told?.string ?? told?.text("method"))?.uppercased()
        let field = told?.text("field_name", limit: Bounds.identifier) ?? "file"
        let type = told?.text("content_type", limit: Bounds.identifier) ?? upload.contentType
        let isImage = upload.contentType.lowercased().hasPrefix("image/")
        let method: Method =
            switch word {
            case "PUT": .put(contentType: upload.putType(told: type))
            case "POST": .multipart(fieldName: field)
            default:
                isImage
                    ? .multipart(fieldName: field) : .put(contentType: upload.putType(told: type))
            }
        self.init(mediaID: mediaID, url: url, method: method)
    }
}

extension UploadRequest {
    /// A presigned PUT is signed for one type; a form's type is of no use to it.
    fileprivate func putType(told: String) -> String {
        told.lowercased().hasPrefix("multipart/") ? contentType : told
    }
}
