import FolioImaging

/// Digits and small letters, three dots wide and five high, for ids in a picture.
enum SheetFont {
    /// Of one character with the space behind it.
    static let width = 4
    static let height = 5

    /// For each row from the top an octal digit, whose bits are dots.
    private static let rows: [Character: String] = [
        "0": "75557", "1": "26227", "2": "71747", "3": "71717", "4": "55711", "5": "74717",
        "6": "74757", "7": "71122", "8": "75757", "9": "75717", "a": "25755", "b": "65656",
        "c": "34443", "d": "65556", "e": "74647", "f": "74644", "g": "34553", "h": "55755",
        "i": "72227", "j": "11152", "k": "55655", "l": "44447", "m": "57755", "n": "65555",
        "o": "25552", "p": "65644", "q": "25573", "r": "65655", "s": "34216", "t": "72222",
        "u": "55557", "v": "55552", "w": "55775", "x": "55255", "y": "55222", "z": "71247",
    ]

    /// Whether there is a dot; `y` counts from the top. Other characters have none.
    static func hasDot(_ character: Character, x: Int, y: Int) -> Bool {
        guard x < 3, let rows = rows[character] else { return false }
        let row = Array(rows)[y].wholeNumberValue ?? 0
        return row >> (2 - x) & 1 == 1
    }
}
