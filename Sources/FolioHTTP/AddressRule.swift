/// Which network addresses a connection may lead to.
///
/// The address that is really connected to is checked, so a name that points elsewhere at the
/// second look-up does not help an attacker.
package enum AddressRule: Hashable, Sendable {
    /// Anywhere: for the remote that the user has configured.
    case any
    /// Only addresses of the public internet: for addresses that came in a reply.
    ///
    /// Private, link-local, loopback, multicast and reserved ranges are refused, and with them the
    /// metadata services of clouds. Proxies are not used, because behind one the address is
    /// unknown. `allowsLoopback` is for a remote that is itself on this computer.
    case publicOnly(allowsLoopback: Bool = false)
}

extension AddressRule {
    func allows(_ address: IPAddress) -> Bool {
        switch self {
        case .any: true
        case .publicOnly(let allowsLoopback):
            address.isPublic || (allowsLoopback && address.isLoopback)
        }
    }
}
