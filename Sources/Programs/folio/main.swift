import FolioCLI
import Foundation

// A program whose threads block signals, as many do, hands that on to what it starts: ^C would
// then have to wait for the end of whatever runs here.
func letSignalsThrough() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
}

letSignalsThrough()

// Awaiting here would end the first thread by pthread_exit, whose unwinding sorts all tables of a
// static program: several times what a local answer takes. So this thread waits for the exit.
Task.detached { await folioMain() }
while true { pause() }
