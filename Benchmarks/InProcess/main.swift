import FolioModel
import FolioStore
import Foundation

// What Folio takes inside one process, one JSON object a line:
//   FolioBench queries LIBRARY   classes of queries on standard input: name, tab, query
//   FolioBench open LIBRARY      opening it
//   FolioBench write FOLDER      texts on standard input
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: FolioBench queries|open|write FOLDER\n".utf8))
    exit(2)
}
let folder = URL(fileURLWithPath: arguments[1], isDirectory: true)

switch arguments[0] {
case "queries":
    var classes: [(name: String, queries: [String])] = []
    while let line = readLine() {
        let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
        if classes.last?.name != parts[0] { classes.append((parts[0], [])) }
        classes[classes.count - 1].queries.append(parts[1])
    }
    try QueryBench(folder: folder).run(classes)
case "open":
    var figures = Figures()
    for _ in 0..<50 {
        figures.add(try cpuTime { _ = try Library.open(folder, for: .reading).isReadOnly })
    }
    report("open", ["p50": figures.share(0.5), "p99": figures.share(0.99)])
default:
    var texts: [String] = []
    while let line = readLine() { texts.append(line) }
    try WritingBench(folder: folder).load(texts, batch: 100)
    try WritingBench(folder: folder).insert(400)
}
