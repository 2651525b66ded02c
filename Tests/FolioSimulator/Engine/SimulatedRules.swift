package import FolioSync

/// The safety rules that a simulated Folio obeys: all, unless one is left out to see what happens.
package struct SimulatedRules: Hashable, Sendable {
    package var sync = SafetyRules.all

    package init() {}
}
