extension PixelImage {
    /// A copy of another size: averaged where a side is smaller, repeated where it is larger.
    ///
    /// - Parameters: pixels, both 1 to ``ImageLimits/side``.
    package func resized(width newWidth: Int, height newHeight: Int) -> PixelImage {
        precondition(newWidth > 0 && newHeight > 0)
        let shrunk = shrunk(width: min(width, newWidth), height: min(height, newHeight))
        return shrunk.repeated(width: newWidth, height: newHeight)
    }

    /// A copy fitted into a square of `maxSide` pixels, never larger than the image. The image's
    /// values mean what `profile` says; those of the copy are sRGB.
    package func small(maxSide: Int, _ profile: ColorProfile = .sRGB) -> PixelImage {
        let size = Thumbnail.size(width: width, height: height, maxSide: maxSide)
        return shrunk(width: size.width, height: size.height, profile)
    }

    /// No side becomes larger.
    private func shrunk(
        width newWidth: Int, height newHeight: Int, _ profile: ColorProfile = .sRGB
    ) -> PixelImage {
        guard newWidth < width || newHeight < height || profile != .sRGB else { return self }
        var average = AreaAverage(
            width: width, height: height, targetWidth: newWidth, targetHeight: newHeight,
            isInOrder: true, profile: profile)
        rgba.withUnsafeBufferPointer { pixels in
            guard let start = pixels.baseAddress else { return }
            for y in 0..<height {
                average.add(PixelRow(start + y * width * 4, channels: 4, width: width, y: y))
            }
        }
        return average.image()
    }

    /// No side becomes smaller.
    private func repeated(width newWidth: Int, height newHeight: Int) -> PixelImage {
        guard newWidth > width || newHeight > height else { return self }
        var larger: [UInt8] = []
        larger.reserveCapacity(newWidth * newHeight * 4)
        for y in 0..<newHeight {
            let row = y * height / newHeight * width
            for x in 0..<newWidth {
                let pixel = (row + x * width / newWidth) * 4
                larger += rgba[pixel..<(pixel + 4)]
            }
        }
        return PixelImage(width: newWidth, height: newHeight, rgba: larger)
    }
}
