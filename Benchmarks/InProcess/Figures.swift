import CFloor
import Foundation

/// Times of one thing, in nanoseconds, and what is said of them.
struct Figures {
    private var times: [Int64] = []

    mutating func add(_ time: Int64) { times.append(time) }

    /// The time that this share of the runs did not exceed, in microseconds.
    func share(_ share: Double) -> Double {
        let sorted = times.sorted()
        guard let last = sorted.indices.last else { return 0 }
        return Double(sorted[Int((Double(last) * share).rounded())]) / 1_000
    }

    /// The sum, in seconds.
    var total: Double { Double(times.reduce(0, +)) / 1e9 }
}

/// CPU time of this process that `work` takes, in nanoseconds.
func cpuTime(of work: () throws -> Void) rethrows -> Int64 {
    let start = floor_cpu()
    try work()
    return floor_cpu() - start
}

/// Prints one JSON object on a line: what was measured, by a plain name, and its figures.
func report(_ name: String, _ figures: KeyValuePairs<String, Double>) {
    let numbers = figures.map { #", "\#($0.key)": \#($0.value)"# }.joined()
    print(#"{"class": "\#(name)"\#(numbers)}"#)
}
