import FolioCLI
import Foundation

// Awaiting here would end the first thread by pthread_exit, whose unwinding sorts all tables of a
// static program: several times what a local answer takes. So this thread waits for the exit.
Task.detached { await folioMain() }
while true { pause() }
