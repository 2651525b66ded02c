import FolioCLI
import FolioGeneration

extension Generator {
    /// With the models and the week of the settings; periods are counted in `zone`.
    ///
    /// - Throws: `SyncError` where the library belongs to another address.
    init(_ session: Session, zone: LocalZone) throws {
        try session.checkAddress()
        self.init(
            library: session.library, remote: session.remote,
            catalog: try session.settings.models(), utcOffset: zone.utcOffset,
            weekStartsOnSunday: try session.settings.weekStart() == .sunday,
            check: session.checkAccount)
    }
}

extension GenerationProgress {
    /// What a live line says; `count` is how many images the order has, `model` is `nil` for
    /// captions.
    func text(model: String?, of count: Int = 1) -> String {
        let part = { (number: Int) in count > 1 ? " \(number) of \(count)" : "" }
        guard let model else { return textOfCaptions }
        return switch self {
        case .waitingForOtherCall: Self.waitingForOther
        case .sending(let number, _): "generating image\(part(number)) with \(model)"
        case .waiting(let number, let span):
            "image\(part(number)): the remote asks to wait \(span.components.seconds) s"
        case .fetching(let number, _): "fetching the file of image\(part(number))"
        case .finished(let number, _): "image\(part(number)) is done"
        }
    }

    private static let waitingForOther = "waiting for another paid call to end"

    private var textOfCaptions: String {
        switch self {
        case .waitingForOtherCall: Self.waitingForOther
        case .sending: "writing captions"
        case .waiting(_, let span): "the remote asks to wait \(span.components.seconds) s"
        case .fetching, .finished: "captions are done"
        }
    }
}
