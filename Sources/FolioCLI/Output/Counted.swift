/// A number with its noun: `1 credit`, `3 credits`.
package func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 || count == -1 ? "" : "s")"
}
