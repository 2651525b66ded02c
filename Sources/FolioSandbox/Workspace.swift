import GRDB

/// The one organization and its credits.
struct Workspace {
    let organizationID: String
    let workspaceID: String
    let userID: String
    let plan: SandboxOptions.Plan
    /// Credits spent in this period.
    let used: Int
    /// The plan's credits per month.
    let monthly: Int
    /// Credits bought on top, which do not expire with the month.
    let bonus: Int
    let periodEnd: Int64

    init(_ db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM workspace") else {
            throw APIError.internalError
        }
        organizationID = row["organizationID"]
        workspaceID = row["workspaceID"]
        userID = row["userID"]
        plan = SandboxOptions.Plan(rawValue: row["plan"]) ?? .growth
        used = row["creditsUsed"]
        monthly = row["creditsMonthly"]
        bonus = row["creditsBonus"]
        periodEnd = row["periodEnd"]
    }

    var balance: Int { monthly + bonus - used }

    /// The time on the sandbox's clock, which the control route can move forward.
    static func now(_ db: Database, _ clock: SandboxClock) throws -> Int64 {
        clock.now() + (try Int64.fetchOne(db, sql: "SELECT clockOffset FROM workspace") ?? 0)
    }

    /// A balance of `options.credits` on a plan: what exceeds the plan is bonus, what is
    /// missing counts as spent.
    static func create(_ db: Database, _ options: SandboxOptions, now: Int64) throws {
        let monthly = options.plan.credits
        let (used, bonus) = (max(0, monthly - options.credits), max(0, options.credits - monthly))
        try db.execute(
            literal: """
                INSERT INTO workspace (id, organizationID, workspaceID, userID, plan, creditsUsed,
                    creditsMonthly, creditsBonus, periodEnd)
                VALUES (1, \(Identifier.uuid()), \(Identifier.uuid()), \(Identifier.uuid()),
                    \(options.plan.rawValue), \(used), \(monthly), \(bonus),
                    \(Timestamp.monthLater(now)))
                """)
    }

    /// Starts a new month where the last one is over: what was spent from the bonus is gone,
    /// and the plan's credits are there again.
    static func startNewMonth(_ db: Database, now: Int64) throws {
        var workspace = try Workspace(db)
        while workspace.periodEnd <= now {
            let bonus = workspace.bonus - max(0, workspace.used - workspace.monthly)
            let end = Timestamp.monthLater(workspace.periodEnd)
            try db.execute(
                literal: """
                    INSERT INTO creditEntry (at, kind, credits)
                    VALUES (\(workspace.periodEnd), 'reset',
                        \(workspace.monthly + bonus - workspace.balance));
                    UPDATE workspace SET creditsUsed = 0, creditsBonus = \(bonus),
                        periodEnd = \(end)
                    """)
            workspace = try Workspace(db)
        }
    }
}

extension SandboxOptions.Plan {
    /// Credits per month; remote-api.md §14.
    var credits: Int {
        switch self {
        case .trial, .starter: 50
        case .growth: 500
        case .pro: 2_000
        }
    }

    var accounts: Int {
        switch self {
        case .trial, .starter: 10
        case .growth: 25
        case .pro: 50
        }
    }

    var seats: Int { self == .growth ? 3 : self == .pro ? 10 : 1 }
    var storageBytes: Int { (self == .pro ? 100 : self == .growth ? 25 : 5) << 30 }
}
