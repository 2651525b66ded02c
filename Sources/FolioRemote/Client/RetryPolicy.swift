/// How often and after what pause a request is repeated, where it may be at all.
package struct RetryPolicy: Hashable, Sendable {
    /// Repeats after the first attempt.
    package var maximumRetries: Int
    /// The pause before the first repeat; each further one doubles it.
    package var firstPause: Duration
    package var longestPause: Duration
    /// The longest wait for room in the request limits, and the longest that a 429 may ask for.
    /// Above it the call fails at once and tells the wait.
    package var patience: Duration

    /// Half a second, then a second; waits of up to 10 seconds, which someone at a terminal bears.
    package init(
        maximumRetries: Int = 2, firstPause: Duration = .milliseconds(500),
        longestPause: Duration = .seconds(8), patience: Duration = .seconds(10)
    ) {
        self.maximumRetries = maximumRetries
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.patience = patience
    }

    /// The pause before repeat number `retry`, from 0. `random`, 0 to 1, spreads it by a quarter
    /// either way, so that clients that failed together do not return together.
    package func pause(before retry: Int, random: Double) -> Duration {
        let doubled = firstPause * (1 << min(retry, 16))
        return min(doubled, longestPause) * (0.75 + random / 2)
    }
}
