/// What `folio-sandbox` was asked to do on its command line.
package struct SandboxCommand: Sendable {
    /// Why a command line was refused.
    package struct UsageError: Error {
        /// One sentence without a final period.
        package let message: String
    }

    package private(set) var options = SandboxOptions()
    /// Whether the first line is JSON.
    package private(set) var json = false
    package private(set) var help = false

    /// Reads the arguments after the program's name; a leading `sandbox` is dropped.
    ///
    /// - Throws: ``UsageError``.
    package init(_ arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        if rest.first == "sandbox" { rest = rest.dropFirst() }
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            let flag = argument.hasPrefix("--") ? parts.first ?? argument : argument
            var inline = flag == argument ? nil : parts.count > 1 ? parts[1] : ""
            switch flag {
            case "--json", "--help", "-h":
                if inline != nil { throw UsageError(message: "\(flag) takes no value") }
                if flag == "--json" { json = true } else { help = true }
            case _ where Self.valueFlags.contains(flag):
                inline = inline ?? rest.popFirst()
                guard let value = inline else { throw UsageError(message: "\(flag) needs a value") }
                try set(flag, to: value)
            case _ where flag.hasPrefix("-"):
                throw UsageError(message: "unknown flag \(flag)")
            default:
                throw UsageError(message: "unexpected argument \(argument)")
            }
        }
    }

    private static let valueFlags: Set<String> = [
        "--port", "--state", "--limits", "--latency", "--credits", "--plan", "--image-size",
        "--shape", "--charging", "--fault", "--host",
    ]

    private mutating func set(_ flag: String, to value: String) throws(UsageError) {
        switch flag {
        case "--port": options.port = try number(flag, value, 0...65_535)
        case "--state":
            if value.isEmpty { throw UsageError(message: "--state needs a folder") }
            options.state = value
        case "--limits": options.limits = try choice(flag, value)
        case "--latency": options.latency = try choice(flag, value)
        case "--shape": options.shape = try choice(flag, value)
        case "--charging": options.charging = try choice(flag, value)
        case "--plan": options.plan = try choice(flag, value)
        case "--credits": options.credits = try number(flag, value, 0...1_000_000_000)
        case "--image-size": options.imageSize = try number(flag, value, 1...8_192)
        case "--fault":
            do { options.faults.append(try Fault(value)) } catch {
                throw UsageError(message: error.message)
            }
        default:
            if value != "127.0.0.1" {
                throw UsageError(message: "--host can only be 127.0.0.1, not \(value)")
            }
        }
    }

    private func number(
        _ flag: String, _ value: String, _ range: ClosedRange<Int>
    ) throws(UsageError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw UsageError(
                message: "\(flag) needs a number from \(range.lowerBound) to \(range.upperBound),"
                    + " not \(value)")
        }
        return number
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ flag: String, _ value: String
    ) throws(UsageError) -> Choice {
        guard let choice = Choice(rawValue: value) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError(message: "\(flag) is one of \(all), not \(value)")
        }
        return choice
    }

    /// What `--help` prints.
    package static let usage = """
        Example: folio-sandbox --port 8787 --state ~/sandbox --json

        A stand-in for the remote, on this computer only. Prints one line with its
        address and a key, then serves until interrupted. See docs/sandbox.md.

          --port N               port to listen on; 0, the default, picks a free one
          --state DIR            keep everything in DIR; else a temporary folder is used
          --json                 print the address and the key as JSON
          --limits none|real     rate windows (default none)
          --latency none|real    artificial delay (default none)
          --credits N            balance of a new state (default 10000)
          --plan trial|starter|growth|pro    plan of a new state (default growth)
          --image-size N         pixels of a picture's longer side
          --shape a|b|c|union    generation of field names in replies (default union)
          --charging on-success|then-refund  credits of an image that fails
          --fault SPEC           for example lost-reply,route=POST /ai/generate-image,times=1
          --host 127.0.0.1       the only address it can listen on
          --help                 print this

        """
}
