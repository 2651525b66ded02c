/// What a terminal has answered so far, read from bytes as they come.
package struct TerminalReplies: Hashable, Sendable {
    /// Whether it knows kitty's graphics protocol.
    package private(set) var knowsKitty = false
    /// Its program's name and version, in its own words.
    package private(set) var name: String?
    package private(set) var cell: CellSize?
    /// What a terminal of this kind can do, by DEC's numbers; `nil` before it has said so.
    package private(set) var attributes: Set<Int>?
    /// Whether somebody has pressed ^C meanwhile.
    package private(set) var isInterrupted = false

    /// What has come of a reply that has no end yet.
    private var open: [UInt8] = []
    private static let longestReply = 1_024

    package init() {}

    /// Sent in one go; the last is answered by every terminal, and after the others.
    ///
    /// tmux would take the query of kitty's graphics for a title.
    static func question(isInTmux: Bool) -> String {
        let kitty = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
        return (isInTmux ? "" : kitty) + "\u{1B}[>q\u{1B}[16t\u{1B}[c"
    }

    /// Nothing more will come: the last question has been answered.
    package var areComplete: Bool { attributes != nil }

    package mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { add(byte) }
    }

    private mutating func add(_ byte: UInt8) {
        let escape: UInt8 = 0x1B
        if open.isEmpty {
            if byte == escape { open = [byte] } else if byte == 3 { isInterrupted = true }
            return
        }
        // An escape begins anew, unless it may be the end of a text.
        if byte == escape, !isText { open.removeAll() }
        open.append(byte)
        guard isWhole || open.count > Self.longestReply else { return }
        if isWhole { read(open) }
        open.removeAll()
    }

    /// Whether it is one of the kinds that end with a mark and not with a letter.
    private var isText: Bool {
        open.count > 1 && "P_]^X".utf8.contains(open[1])
    }

    private var isWhole: Bool {
        guard open.count > 1 else { return false }
        if isText { return open.last == 7 || open.suffix(2) == [0x1B, UInt8(ascii: "\\")] }
        guard open[1] == UInt8(ascii: "[") else { return true }
        return open.count > 2 && (0x40...0x7E).contains(open[open.count - 1])
    }

    private mutating func read(_ reply: [UInt8]) {
        let text = String(decoding: reply.dropFirst(), as: UTF8.self)
        if text.hasPrefix("_G") {
            knowsKitty = text.contains(";OK")
        } else if text.hasPrefix("P>|") {
            name = String(text.dropFirst(3).prefix { $0.isASCII && $0 >= " " && $0 != "\\" })
        } else if text.hasPrefix("[6;"), text.hasSuffix("t") {
            let sides = Self.numbers(text.dropFirst(3))
            if sides.count == 2 { cell = CellSize(pixelWidth: sides[1], pixelHeight: sides[0]) }
        } else if text.hasPrefix("[?"), text.hasSuffix("c") {
            attributes = Set(Self.numbers(text.dropFirst(2)))
        }
    }

    private static func numbers(_ text: Substring) -> [Int] {
        text.dropLast().split(separator: ";").compactMap { Int($0) }
    }
}

extension TerminalReplies {
    /// The best way that the terminal has said it knows; `nil` where it has none for pictures.
    package var style: PictureStyle? {
        if knowsKitty { return .kitty }
        let knowers = ["iTerm2", "WezTerm", "mintty", "Rio"]
        if let name, knowers.contains(where: { name.hasPrefix($0) }) { return .iterm }
        // Number 4 of DEC's list.
        return attributes?.contains(4) == true ? .sixel : nil
    }
}
