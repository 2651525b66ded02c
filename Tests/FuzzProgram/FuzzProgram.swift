import Foundation
import FuzzTargets

#if FUZZING
    /// Before the first input. FOLIO_FUZZ_TARGET says what is fed; without it, the seeds of every
    /// target are written into the folder FOLIO_FUZZ_SEEDS, each in a folder of its name.
    @_cdecl("LLVMFuzzerInitialize")
    public func begin(
        _ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?
    ) -> CInt {
        guard target == nil, let folder = ProcessInfo.processInfo.environment["FOLIO_FUZZ_SEEDS"]
        else { return 0 }
        do { try Seeds.write(to: URL(fileURLWithPath: folder)) } catch { fatalError("\(error)") }
        exit(0)
    }

    /// One input; always 0.
    @_cdecl("LLVMFuzzerTestOneInput")
    public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        guard let target else { fatalError("FOLIO_FUZZ_TARGET names no target") }
        target.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    }

    private let target = ProcessInfo.processInfo.environment["FOLIO_FUZZ_TARGET"]
        .flatMap(FuzzTarget.init)

    private enum Seeds {
        static func write(to folder: URL) throws {
            for target in FuzzTarget.allCases {
                let place = folder.appendingPathComponent(target.rawValue, isDirectory: true)
                try FileManager.default.createDirectory(
                    at: place, withIntermediateDirectories: true)
                for (number, seed) in target.seeds.enumerated() {
                    try Data(seed).write(to: place.appendingPathComponent("\(number)"))
                }
            }
        }
    }
#else
    /// Without the fuzzer's own main: reads files that it found once more, in a debugger if need be.
    @main
    enum Replay {
        static func main() throws {
            let arguments = CommandLine.arguments.dropFirst()
            guard let target = arguments.first.flatMap(FuzzTarget.init) else {
                let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: "|")
                FileHandle.standardError.write(Data("usage: FolioFuzz \(names) FILE…\n".utf8))
                exit(2)
            }
            for path in arguments.dropFirst() {
                target.run(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
            }
        }
    }
#endif
