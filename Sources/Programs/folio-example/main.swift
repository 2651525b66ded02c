import Folio
import Foundation

// Prints the newest items of a library that match a text:
//   folio-example "$(folio path)" boat
let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first else {
    print("usage: folio-example FOLDER [QUERY]")
    exit(2)
}

do {
    let library = try Library.open(at: URL(fileURLWithPath: folder, isDirectory: true))
    let query = arguments.dropFirst().joined(separator: " ")
    for item in try library.search(query, limit: 10) {
        print(item.id, item.model ?? "model unknown", item.prompt ?? "prompt unknown")
    }
    print("\(try library.creditsSpent()) credits spent in all")
} catch {
    print(error)
    exit(1)
}
