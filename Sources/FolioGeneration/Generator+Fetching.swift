import FolioFiles
import FolioModel
import FolioRemote
import FolioStore

extension Generator {
    /// The image with its original held, where the remote offers a file. A failure is a warning:
    /// the image is safe on the remote, and a sync can fetch it later.
    func withOriginal(
        _ image: MadeImage, _ number: Int, _ progress: @Sendable (GenerationProgress) -> Void
    ) async -> MadeImage {
        var image = image
        do {
            guard let address = try await address(of: image.item) else { return image }
            progress(.fetching(number: number, image.item))
            let remote = remote
            let kept = try await originals.receive(for: image.item.id) { file in
                // The type that comes with it is a promise; the bytes are looked at instead.
                _ = try await remote.download(
                    address, to: file, maximumBytes: Int64(Originals.imageByteLimit))
            }
            image.item = kept.item
            if case .failed(let reason) = kept.thumbnail {
                image.warnings.append(.thumbnailNotMade(reason: reason))
            }
        } catch {
            image.warnings.append(.originalNotFetched(reason: Self.userFacing(error).message))
        }
        return image
    }

    /// From the reply, else from the remote's own description of the item, which tells the file's
    /// name and type besides.
    private func address(of item: MediaItem) async throws -> String? {
        if let known = try library.downloadURL(of: item.id) { return known }
        guard let mediaID = item.mediaID else { return nil }
        let seen = try await remote.mediaItem(mediaID)
        // A remote that answers with another item must not be believed.
        guard seen.mediaID == mediaID else { return nil }
        _ = try library.learn([seen], isListed: false, now: time.now())
        return seen.url
    }
}
