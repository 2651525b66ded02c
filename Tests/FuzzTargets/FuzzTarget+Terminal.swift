import FolioTerminal

extension FuzzTarget {
    /// Replies mean the same however they are cut while they come.
    static func readReplies(_ input: [UInt8]) {
        var whole = TerminalReplies()
        whole.add(input)
        var parts = TerminalReplies()
        for byte in input { parts.add([byte]) }
        precondition(whole == parts)
        _ = whole.style
    }

    static var replySeeds: [[UInt8]] {
        [
            "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}P>|kitty(0.26.5)\u{1B}\\\u{1B}[6;20;10t\u{1B}[?62;4c",
            "\u{1B}P>|iTerm2 3.5.0\u{1B}\\\u{1B}[?64;1;4c", "\u{3}\u{1B}[?6c",
        ].map { Array($0.utf8) }
    }
}
