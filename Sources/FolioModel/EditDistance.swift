/// How many letters have to be added, left out, changed or swapped with their neighbour to make
/// one word from the other; `nil` if more than `limit`, which is found out without counting on.
package func editDistance(
    _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], within limit: Int = .max
) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var cost = min(
                last[column] + (letter == other ? 0 : 1), last[column + 1] + 1,
                current[column] + 1)
            let isSwap =
                row > 0 && column > 0 && letter == right[column - 1] && left[row - 1] == other
            if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
            current.append(cost)
        }
        guard current.contains(where: { $0 <= limit }) else { return nil }
        (beforeLast, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
}
