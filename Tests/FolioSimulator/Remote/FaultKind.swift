/// What can go wrong, each with a counter of how often it did.
package enum FaultKind: String, Sendable, CaseIterable, Codable {
    // A call and its reply.
    case lostRequest, lostReply, lostBoth, lateReply, lateWork, doubledCall
    case cutReply, garbledReply, htmlReply, serverError, badGateway
    case rateLimited, rateLimitedBriefly, refused, forbidden, keyRefused
    // What a listing shows.
    case emptyPage, shortPage, repeatedPage, hugePage, shuffledPage, shuffledTies
    case stalePage, itemTwice, unreadableItem, oddID, oddDate, unknownState
    // What happens on the remote meanwhile.
    case insertWhilePaging, deleteWhilePaging, backDatedItem, hiddenItem, vanishedItem
    case oddNotFound, massVanish
    case brownOut, emptiedRemote, wrongAccount, stateChange, remoteClockSkew
    case otherSpending, monthlyReset, failedDestination, chargeNotTold, priceMoved
    // What happens to this computer.
    case clockJumpForward, clockJumpBack, crashBeforeCall, crashAfterCall, crashBeforeWrite
    case crashAfterWrite, interruption, fullDisk, twoProcesses, callsAtOnce, restoredBackup
}

extension FaultKind {
    /// How often it is drawn, against the others of its group.
    static let ofCalls: [(value: FaultKind, weight: Int)] = [
        (.lostRequest, 6), (.lostReply, 12), (.lostBoth, 6), (.lateReply, 6), (.lateWork, 5),
        (.doubledCall, 6), (.cutReply, 6), (.garbledReply, 5), (.htmlReply, 4),
        (.serverError, 6), (.badGateway, 4), (.rateLimited, 4), (.rateLimitedBriefly, 5),
        (.refused, 3), (.forbidden, 2), (.keyRefused, 1), (.crashBeforeCall, 5),
        (.crashAfterCall, 7), (.interruption, 4),
    ]

    static let ofPages: [(value: FaultKind, weight: Int)] = [
        (.emptyPage, 4), (.shortPage, 5), (.repeatedPage, 4), (.shuffledPage, 3), (.stalePage, 4),
        (.itemTwice, 4), (.unreadableItem, 4), (.hugePage, 1), (.insertWhilePaging, 6),
        (.deleteWhilePaging, 5),
    ]

    static let ofWrites: [(value: FaultKind, weight: Int)] = [
        (.crashBeforeWrite, 5), (.crashAfterWrite, 5), (.fullDisk, 4),
    ]

    /// Faults that last for a while.
    static let spells: [(value: FaultKind, weight: Int)] = [
        (.brownOut, 3), (.emptiedRemote, 2), (.wrongAccount, 2), (.keyRefused, 2),
        (.remoteClockSkew, 2), (.massVanish, 3),
    ]
}

/// Counts how often each fault struck.
package struct FaultBook: Hashable, Sendable {
    package private(set) var hits: [FaultKind: Int] = [:]

    package init() {}

    mutating func note(_ kind: FaultKind) { hits[kind, default: 0] += 1 }

    package mutating func add(_ other: FaultBook) {
        hits.merge(other.hits) { $0 + $1 }
    }

    /// Kinds that never struck.
    package var silent: [FaultKind] { FaultKind.allCases.filter { hits[$0] == nil } }

    package var total: Int { hits.values.reduce(0, +) }
}
