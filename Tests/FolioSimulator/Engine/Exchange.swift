import FolioModel
import FolioRemote

/// How a call may be repeated below the protocol, as the real client does it.
enum Manner: Sendable {
    /// A read: repeated until it works or is given up.
    case read
    /// Running it twice does no harm.
    case harmless
    /// Sent at most once.
    case once
}

/// How one call ended for the process that made it.
enum Ending<Value: Sendable>: Sendable {
    case reply(Value)
    case failure(RemoteError)
    case crash
    case interruption
}

/// What a fault does to one call.
enum Blow {
    /// It does not run, and this is what the caller is told.
    case instead(RemoteError)
    /// It runs, and this is what the caller is told.
    case afterwards(RemoteError)
    /// It runs later, and this is what the caller is told.
    case later(RemoteError)
    case late, twice
    case crash(runs: Bool)
    case interruption(runs: Bool)
}

extension FaultKind {
    /// What it does to a call of that manner; `coin` decides what is left open.
    func blow(_ manner: Manner, coin: Bool, number: Int) -> Blow? {
        let lost: (String, Int?) -> RemoteError = { reason, status in
            RemoteError(
                manner == .once
                    ? .outcomeUnknown(reason: reason) : .unavailable(reason: reason),
                status: status)
        }
        switch self {
        case .lostRequest: return .instead(RemoteError(.notSent(reason: "no network")))
        case .lostReply: return .afterwards(lost("the connection ended", nil))
        case .lostBoth: return .instead(lost("the connection ended", nil))
        case .lateReply: return .late
        case .lateWork:
            return manner == .once ? .later(lost("the reply took too long", nil)) : .late
        case .doubledCall: return manner == .once ? nil : .twice
        case .cutReply: return .afterwards(lost("the reply was cut", 200))
        case .garbledReply: return .afterwards(Self.unreadable(manner))
        case .htmlReply: return .instead(lost("the reply is HTML", 502))
        case .serverError, .badGateway:
            let error = lost("it answered", self == .serverError ? 500 : 502)
            return coin ? .afterwards(error) : .instead(error)
        case .rateLimited:
            return .instead(RemoteError(.rateLimited(wait: .seconds(30 + number)), status: 429))
        case .rateLimitedBriefly:
            return .instead(RemoteError(.rateLimited(wait: .seconds(5)), status: 429))
        case .refused: return .instead(RemoteError(.refused, status: 422, code: "odd"))
        case .forbidden: return .instead(RemoteError(.forbidden, status: 403))
        case .crashBeforeCall: return .crash(runs: false)
        case .crashAfterCall: return .crash(runs: true)
        case .interruption: return .interruption(runs: coin)
        default: return nil
        }
    }

    private static func unreadable(_ manner: Manner) -> RemoteError {
        RemoteError(
            manner == .once
                ? .outcomeUnknown(reason: "the reply is no use")
                : .unreadable(reason: "the reply is no use"), status: 200)
    }
}

extension Surroundings {
    /// One call of the remote, from its request to its reply.
    func exchange<Value: Sendable>(
        _ name: String, _ manner: Manner,
        _ work: @escaping @Sendable (inout RemoteWorld) throws -> Value
    ) -> Ending<Value> {
        with { $0.exchange(name, manner, work) }
    }
}

extension Surroundings.State {
    mutating func exchange<Value: Sendable>(
        _ name: String, _ manner: Manner,
        _ work: @escaping @Sendable (inout RemoteWorld) throws -> Value
    ) -> Ending<Value> {
        step("call \(name)")
        advance(by: .milliseconds(chance.within(40...1_500)))
        if let error = spellError(name, manner) {
            record("spell \(error.failure)")
            return .failure(error)
        }
        let kind = draw(FaultKind.ofCalls, climate.callFaults)
        let blow = kind.flatMap {
            $0.blow(manner, coin: chance.hits(0.5), number: chance.below(3_600))
        }
        guard let kind, let blow else { return run(work) }
        strike(kind)
        if manner == .once, climate.rivals > 0, chance.hits(climate.rivals) { addRival() }
        return suffer(blow, work)
    }

    /// What comes of a call that a fault strikes.
    private mutating func suffer<Value: Sendable>(
        _ blow: Blow, _ work: @escaping @Sendable (inout RemoteWorld) throws -> Value
    ) -> Ending<Value> {
        switch blow {
        case .instead(let error): return .failure(error)
        case .afterwards(let error):
            // A refusal arrives whole or not at all, like anything else.
            _ = run(work)
            return .failure(error)
        case .later(let error):
            let delay = Duration.seconds(chance.within(3...150))
            // Nobody hears any more how it ended.
            world.late.append(.init(at: world.now + delay) { _ = try? work(&$0) })
            return .failure(error)
        case .late:
            advance(by: .seconds(chance.within(5...110)))
            return run(work)
        case .twice:
            let first = run(work)
            let second = run(work)
            // Not found is done, where an earlier attempt may have deleted it.
            if case .failure(let error) = second, error.failure == .notFound { return first }
            return second
        case .crash(let runs):
            if runs { _ = run(work) }
            return .crash
        case .interruption(let runs):
            if runs { _ = run(work) }
            return .interruption
        }
    }

    /// Somebody else uploads a picture just now.
    private mutating func addRival() {
        record("a rival's picture")
        world.addStranger(at: world.now)
    }

    private mutating func run<Value: Sendable>(
        _ work: (inout RemoteWorld) throws -> Value
    ) -> Ending<Value> {
        defer {
            world.oddities = []
            drainShown()
        }
        do {
            return .reply(try work(&world))
        } catch let error as RemoteError {
            record("answer \(error.failure)")
            return .failure(error)
        } catch {
            return .failure(RemoteError(.unreadable(reason: "\(error)")))
        }
    }
}

extension Surroundings.State {
    /// Prices that have moved, and replies that tell none, for the next paid call.
    mutating func drawPriceFaults() {
        for kind in [FaultKind.priceMoved, .chargeNotTold]
        where isStormy && allowed.contains(kind) && chance.hits(0.05) {
            world.oddities.insert(kind)
        }
    }
}
