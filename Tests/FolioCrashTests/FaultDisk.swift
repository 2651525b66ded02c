import CFaultVFS
import Foundation
import Synchronization

/// A folder on a disk that fails when it is told to; see `docs/crash-tests.md`.
final class FaultDisk: Sendable {
    /// What strikes.
    enum Fault: String, Sendable, CaseIterable {
        case power, full, broken, readOnly

        fileprivate var kind: fault_kind {
            switch self {
            case .power: FAULT_POWER
            case .full: FAULT_ENOSPC
            case .broken: FAULT_EIO
            case .readOnly: FAULT_EROFS
            }
        }
    }

    /// What a loss of power leaves of calls that were not synced.
    enum Survival: String, Sendable, CaseIterable {
        case lost, torn, reordered, kept

        fileprivate var kind: fault_survival {
            switch self {
            case .lost: SURVIVAL_LOST
            case .torn: SURVIVAL_TORN
            case .reordered: SURVIVAL_REORDERED
            case .kept: SURVIVAL_KEPT
            }
        }
    }

    /// Without symbolic links in its path.
    let folder: URL
    private let disk: Mutex<OpaquePointer>
    private let observer: Mutex<Observer?> = Mutex(nil)

    /// Makes a folder of its own.
    init() throws {
        guard fault_vfs_register() == 0 else { throw CocoaError(.featureUnsupported) }
        let temporary = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        folder = temporary.appendingPathComponent("folio-crash-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        disk = Mutex(fault_disk_new(folder.path))
    }

    deinit {
        disk.withLock { fault_disk_free($0) }
        // What is left in a temporary folder harms nobody.
        try? FileManager.default.removeItem(at: folder)
        try? FileManager.default.removeItem(atPath: folder.path + ".trash")
    }

    /// Counts points from here on; the fault strikes at `point`, and if it is `lasting` at all
    /// later ones too. Without a fault it only counts.
    func arm(_ fault: Fault?, at point: Int = 0, lasting: Bool = false) {
        disk.withLock {
            fault_disk_arm($0, Int64(point), fault?.kind ?? FAULT_NONE, lasting)
        }
    }

    /// The disk works again.
    func mend() { disk.withLock { fault_disk_mend($0) } }

    /// A point that is no call on a file. Returns whether the power is gone.
    func reach() -> Bool { disk.withLock { fault_disk_reach($0) } }

    /// Points since it was armed.
    var points: Int { disk.withLock { Int(fault_disk_points($0)) } }
    /// How often the fault has struck.
    var strikes: Int { disk.withLock { Int(fault_disk_strikes($0)) } }
    /// The call at which it struck first.
    var place: String { disk.withLock { String(cString: fault_disk_place($0)) } }
    /// Files that SQLite has open.
    var openFiles: Int { disk.withLock { Int(fault_disk_open_files($0)) } }
    /// Transactions of the library that SQLite has reported as committed.
    var commits: Int { disk.withLock { Int(fault_disk_commits($0)) } }

    /// Leaves on the disk what a loss of power would. No file may be open.
    func reboot(_ survival: Survival, seed: UInt64) {
        disk.withLock { fault_disk_reboot($0, survival.kind, seed) }
    }

    /// Calls `body` after each transaction of the library, until it is `nil`.
    func onCommit(_ body: (@Sendable () -> Void)?) {
        let next = body.map(Observer.init)
        disk.withLock { disk in
            fault_disk_on_commit(
                disk, next == nil ? nil : { Observer.call($0) },
                next.map { Unmanaged.passUnretained($0).toOpaque() })
        }
        observer.withLock { $0 = next }
    }

    /// A closure as C keeps one.
    private final class Observer: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }

        static func call(_ context: UnsafeMutableRawPointer?) {
            guard let context else { return }
            Unmanaged<Observer>.fromOpaque(context).takeUnretainedValue().body()
        }
    }
}
