import FolioModel
import Testing

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("boat", "boat", 0), ("baot", "boat", 1), ("bot", "boat", 1), ("boats", "boat", 1),
        ("", "ab", 2), ("house", "boat", nil), ("kitten", "sitting", nil),
    ])
    func editsAreCounted(left: String, right: String, distance: Int?) {
        let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))

        #expect(editDistance(left, right, within: 2) == distance)
        #expect(editDistance(right, left, within: 2) == distance)
    }
}
