/// How a media item is written in each generation of field names; remote-api.md §7.6.
extension MediaItem {
    /// Where a reply shows the item, which decides whether addresses are in it.
    enum Place {
        case list, single
    }

    func json(_ call: Call, in place: Place) -> JSON {
        switch call.settings.shape {
        case .a: return generationA(call)
        case .b: return generationB(in: place)
        case .c: return generationC(call, in: place)
        case .union:
            let kept: JSON = ["status": .string(state), "type": .string(kind)]
            return generationA(call).merging(generationB(in: .single))
                .merging(generationC(call, in: .list))
                .merging(["media_status": .string(state)]).merging(kept)
        }
    }

    private func generationA(_ call: Call) -> JSON {
        [
            "id": .string(id), "filename": .string(filename), "media_type": .string(kind),
            "mime_type": .string(contentType), "file_size": JSON(byteCount),
            "upload_status": .string(state == "processing" ? "uploading" : state),
            "duration": JSON(duration), "thumbnail_url": JSON(thumbnailURL(call)),
            "created_at": Timestamp.json(createdAt),
        ]
    }

    /// Without any address, as that generation's policy is.
    private func generationB(in place: Place) -> JSON {
        let item: JSON = [
            "media_id": .string(id), "type": .string(kind), "filename": .string(filename),
            "content_type": .string(contentType), "size": JSON(byteCount),
            "status": .string(state == "uploading" ? "processing" : state),
            "width": JSON(width), "height": JSON(height), "duration": JSON(duration),
            "created_at": Timestamp.json(createdAt),
        ]
        return place == .single ? item.merging(["media_ids": [.string(id)]]) : item
    }

    private func generationC(_ call: Call, in place: Place) -> JSON {
        let item: JSON = [
            "id": .string(id), "type": .string(kind), "mime_type": .string(contentType),
            "file_size": JSON(byteCount), "status": .string(state),
            "original_name": .string(filename), "dimensions": dimensions,
            "aspect_ratio": JSON(ratio), "orientation": JSON(orientation),
            "url": JSON(fileURL(call)), "created_at": Timestamp.json(createdAt),
        ]
        let extra: JSON =
            place == .single
            ? ["media_status": .string(state)] : ["thumbnail_url": JSON(thumbnailURL(call))]
        return item.merging(extra)
    }

    private var dimensions: JSON {
        guard let width, let height else { return .null }
        return ["width": .int(width), "height": .int(height)]
    }

    private var ratio: Double? {
        guard let width, let height, height > 0 else { return nil }
        return Double(width * 10_000 / height) / 10_000
    }

    private var orientation: String? {
        guard let width, let height else { return nil }
        return width == height ? "square" : width > height ? "landscape" : "portrait"
    }

    /// Where the file can be had without a key, once it is there.
    func fileURL(_ call: Call) -> String? {
        state == "ready" ? "\(call.origin)/_files/\(fileToken)/public" : nil
    }

    func thumbnailURL(_ call: Call) -> String? {
        guard state == "ready", kind == "image" else { return nil }
        return "\(call.origin)/_files/\(fileToken)/thumbnail"
    }
}
