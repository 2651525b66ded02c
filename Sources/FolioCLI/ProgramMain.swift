import Foundation

/// The body of every program: reads the arguments, runs the command, ends the process.
package func folioMain(online: any OnlineActions = HandOver()) async -> Never {
    do {
        exit(await runFolio(try ProcessArguments.read(), online: online))
    } catch {
        exit(Console.standard.report(error))
    }
}
