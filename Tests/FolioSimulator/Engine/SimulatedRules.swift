package import FolioGeneration
package import FolioSync

/// The safety rules that a simulated Folio obeys: all, unless one is left out to see what happens.
package struct SimulatedRules: Hashable, Sendable {
    package var sync = SafetyRules.all
    package var engine = EngineRules.all
    package var paid = PaidRules.all
    /// A known prompt is never replaced by nothing.
    package var keepsPrompts = true

    package init() {}

    /// Every rule by its name, with the rules that are left when it is taken out, and the lives in
    /// which it matters most.
    package static var ablations: [(name: String, rules: SimulatedRules, lives: LifeKind)] {
        let all = SimulatedRules()
        var without = all
        without.keepsPrompts = false
        return SafetyRules.named.map { name, rule in
            var rules = all
            rules.sync.remove(rule)
            return ("sync." + name, rules, name == "massGuard" ? .mirroring : .mixed)
        }
            + EngineRules.named.map { name, rule in
                var rules = all
                rules.engine.remove(rule)
                return (
                    "engine." + name, rules,
                    ["sendersLock", "onlyMatch"].contains(name) ? .sending : .mixed
                )
            }
            + PaidRules.named.map { name, rule in
                var rules = all
                rules.paid.remove(rule)
                return ("paid." + name, rules, .paying)
            } + [("store.keepsPrompts", without, .mixed)]
    }
}
