import FolioSandbox
import Foundation

exit(await SandboxProgram.run(Array(CommandLine.arguments.dropFirst())))
