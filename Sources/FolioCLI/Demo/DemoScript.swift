import FolioModel

/// What the demo generates: prompts written for it, over all models and several ratios.
struct DemoPicture {
    let prompt: String
    let model: String
    let ratio: String
    let tag: String

    static let all = [
        DemoPicture(
            prompt: "a red boat on a frozen lake, early morning fog, film grain",
            model: "flux-schnell", ratio: "16:9", tag: "boats"),
        DemoPicture(
            prompt: "a paper boat in a rain puddle, macro, neon reflections",
            model: "flux-schnell", ratio: "1:1", tag: "boats"),
        DemoPicture(
            prompt: "fishing boats at dusk, oil on canvas, thick brush strokes",
            model: "gemini-3-pro", ratio: "4:3", tag: "boats"),
        DemoPicture(
            prompt: "poster with the words WINTER SALE in bold condensed letters, snow",
            model: "ideogram-v2", ratio: "4:5", tag: "winter-sale"),
        DemoPicture(
            prompt: "flat lay of wool scarves and a steaming mug, soft window light",
            model: "nano-banana-pro", ratio: "4:5", tag: "winter-sale"),
        DemoPicture(
            prompt: "雪の中の赤い灯台、水彩画", model: "flux-schnell", ratio: "9:16", tag: "lighthouses"),
        DemoPicture(
            prompt: "маяк на скале во время шторма, длинная выдержка",
            model: "gemini-3-pro", ratio: "9:16", tag: "lighthouses"),
        DemoPicture(
            prompt: "منارة بيضاء عند الغروب، ألوان دافئة", model: "flux-schnell", ratio: "3:4",
            tag: "lighthouses"),
        DemoPicture(
            prompt: "isometric tiny bakery, morning queue, pastel colours",
            model: "flux-schnell", ratio: "1:1", tag: "bakery"),
        DemoPicture(
            prompt: "croissant cross-section, studio photograph, crumbs, shallow depth of field",
            model: "nano-banana-pro", ratio: "5:4", tag: "bakery"),
        DemoPicture(
            prompt: "แมวนอนบนเรือกลางแม่น้ำ แสงเช้า", model: "flux-schnell", ratio: "16:9",
            tag: "cats"),
        DemoPicture(
            prompt: "a cat 🐈 in a captain's hat steering a small boat, storybook illustration",
            model: "ideogram-v2", ratio: "1:1", tag: "cats"),
    ]

    /// What the remote charges for all of them, by its list prices.
    static var price: Int {
        all.compactMap { ModelCatalog()[$0.model]?.credits }.reduce(0, +)
    }
}
