/// A model of `POST /ai/generate-image`; remote-api.md §6.1.
struct ImageModel: Sendable {
    let name: String
    /// Credits per image.
    let price: Int
    /// How long an image takes.
    let seconds: Double

    /// What a request without a model gets.
    static let standard = ImageModel(name: "nano-banana-pro", price: 15, seconds: 5)

    static let all = [
        standard,
        ImageModel(name: "ideogram-v2", price: 8, seconds: 5),
        ImageModel(name: "gemini-3-pro", price: 5, seconds: 8),
        ImageModel(name: "flux-schnell", price: 1, seconds: 2),
    ]
}
