/// The candidate that `word` was most likely meant to be, or `nil` if none is near.
///
/// Near is at most a third of the letters wrong, and always one; letter case does not count.
/// A wrong, missing or additional letter and two swapped ones each count as one.
package func nearest(to word: String, among candidates: [String]) -> String? {
    let scalars = Array(word.lowercased().unicodeScalars)
    // Longer words cost time and are like no name of ours.
    guard !scalars.isEmpty, scalars.count <= 64 else { return nil }
    let distances = candidates.map { candidate in
        let other = Array(candidate.lowercased().unicodeScalars)
        return (candidate, editDistance(scalars, other) ?? .max)
    }
    guard let best = distances.min(by: { $0.1 < $1.1 }) else { return nil }
    let allowed = max(1, max(scalars.count, best.0.unicodeScalars.count) / 3)
    return best.1 <= allowed && best.1 < best.0.unicodeScalars.count ? best.0 : nil
}
