import FolioImaging
import FolioModel
import FolioStore
import Foundation

// What Folio takes inside one process, one JSON object a line:
//   FolioBench queries LIBRARY   classes of queries on standard input: name, tab, query
//   FolioBench open LIBRARY      opening it
//   FolioBench write FOLDER      texts on standard input
//   FolioBench looks LIBRARY     near duplicates of items that have been looked at
//   FolioBench draw FOLDER       makes the pictures for the following
//   FolioBench pictures FOLDER   thumbnails of them
//   FolioBench thumbnails FOLDER makes a thumbnail of each and says nothing
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 2 else {
    let usage = "usage: FolioBench queries|open|write|looks|draw|pictures|thumbnails FOLDER\n"
    FileHandle.standardError.write(Data(usage.utf8))
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
case "looks": try LookBench(folder: folder).run(200)
case "draw":
    try Drawing.write("1024²", width: 1_024, height: 1_024, count: 6, as: .png, to: folder)
    try Drawing.write("1080p", width: 1_920, height: 1_080, count: 6, as: .png, to: folder)
    try Drawing.write("4096²", width: 4_096, height: 4_096, count: 2, as: .png, to: folder)
    try Drawing.write("JPEG", width: 1_920, height: 1_080, count: 6, as: .jpeg, to: folder)
    try Drawing.write("small", width: 256, height: 256, count: 1, as: .png, to: folder)
case "pictures": try PictureBench(folder: folder).run(rounds: 7)
case "thumbnails": try PictureBench(folder: folder).makeAll()
default:
    var texts: [String] = []
    while let line = readLine() { texts.append(line) }
    try WritingBench(folder: folder).load(texts, batch: 100)
    try WritingBench(folder: folder).insert(400)
}
