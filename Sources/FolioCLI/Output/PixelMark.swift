import FolioModel

extension StyledText {
    /// Says so where no original of an item is held; otherwise nothing.
    static func pixelMark(of item: MediaItem) -> StyledText {
        item.sha256 == nil ? StyledText("(no pixels) ", .dim) : StyledText("")
    }
}
