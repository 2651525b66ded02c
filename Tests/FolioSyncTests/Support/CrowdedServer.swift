import FolioTestSupport
import Foundation
import Synchronization

/// A remote on a socket that takes uploads and posts, and remembers how many requests were under
/// way at once. It holds back the first few of a kind until all of them are there, as a remote
/// whose replies come late would meet them.
final class CrowdedServer: Sendable {
    private let server: ScriptedServer
    private let box = BooksBox()

    /// Holds back the first `crowd` requests whose line without the base begins with `line`.
    init(crowd: Int = 0, at line: String = " ") throws {
        let (box, gate) = (box, Gate(crowd))
        server = try ScriptedServer { connection in
            while let request = connection.read() {
                let asked = request.line.replacing("/api/v1", with: "")
                box.books.withLock { $0.begin(asked) }
                if asked.hasPrefix(line) { gate.wait() }
                let data = box.books.withLock { $0.answer(asked, request) }
                let body = #"{"data":\#(data),"error":null,"meta":{"request_id":"1"}}"#
                guard connection.reply(200, headers: ["Content-Type: application/json"], body)
                else { return }
            }
        }
    }

    var baseURL: String { server.url + "/api/v1" }

    var books: ServerBooks { box.books.withLock { $0 } }

    private final class BooksBox: Sendable {
        let books = Mutex(ServerBooks())
    }
}

/// What the server has seen and done.
struct ServerBooks: Sendable {
    /// Requests under way, by what they are about: a post, an item, or anything.
    private var underWay: [String: Int] = [:]
    /// The same, at most.
    private(set) var most: [String: Int] = [:]
    /// Every text that a post was given, in order.
    private(set) var texts: [String: [String]] = [:]
    /// How often each item was completed.
    private(set) var completed: [String: Int] = [:]
    /// Requests to the API; bytes go elsewhere.
    private(set) var requests = 0
    private var lastNumber = 0

    static let anything = "anything"

    mutating func begin(_ line: String) {
        if !line.contains("/bytes/") { requests += 1 }
        for subject in [Self.anything, Self.subject(line)] {
            underWay[subject, default: 0] += 1
            most[subject] = max(most[subject] ?? 0, underWay[subject] ?? 0)
        }
    }

    /// The data of the reply.
    mutating func answer(_ line: String, _ request: ReceivedRequest) -> String {
        for subject in [Self.anything, Self.subject(line)] { underWay[subject, default: 0] -= 1 }
        let words = line.split { " /".contains($0) }.map(String.init)
        let (kind, id) = (words.dropFirst().first ?? "", words.dropFirst(2).first ?? "")
        switch (words.first ?? "", kind) {
        case ("POST", "media") where id == "upload":
            lastNumber += 1
            let address = "http://\(request.header("Host") ?? "")/bytes/m\(lastNumber)"
            return #"{"media_id":"m\#(lastNumber)","upload_url":"\#(address)"}"#
        case ("POST", "media"):
            completed[id, default: 0] += 1
            return #"{"media_id":"\#(id)","type":"image","status":"ready"}"#
        case ("GET", "media"):
            let state = completed[id] == nil ? "uploading" : "ready"
            return #"{"media_id":"\#(id)","type":"image","status":"\#(state)"}"#
        case ("PATCH", "posts"):
            texts[id, default: []].append(Self.content(of: request.body))
            return post(id)
        case ("GET", "posts"): return post(id)
        default: return #"{"organization":{"id":"o"},"workspace":{"id":"w"}}"#
        }
    }

    private func post(_ id: String) -> String {
        #"{"post_id":"\#(id)","status":"scheduled","content":"\#(texts[id]?.last ?? "first")","#
            + #""scheduled_for":"2027-01-01T00:00:00Z","timezone":"UTC","account_ids":[1],"#
            + #""media_ids":[]}"#
    }

    private static func content(of body: Data) -> String {
        // What is no JSON is no text either, and a test that expects one fails by itself.
        let json = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
        return json?["content"] as? String ?? ""
    }

    private static func subject(_ line: String) -> String {
        let id = line.split { " /".contains($0) }.dropFirst(2).first.map(String.init) ?? ""
        return ["upload", ""].contains(id) ? "others" : id
    }
}

/// Lets those who wait go on together, or after a while.
private final class Gate: Sendable {
    /// No test waits this long; it keeps a broken one from hanging for ever.
    private static let patience = 10.0

    private let condition = NSCondition()
    private let missing: Mutex<Int>

    init(_ count: Int) {
        missing = Mutex(count)
    }

    func wait() {
        condition.lock()
        defer { condition.unlock() }
        let isOpen = missing.withLock { missing in
            missing -= 1
            return missing <= 0
        }
        if isOpen { condition.broadcast() }
        let end = Date() + Self.patience
        while missing.withLock({ $0 > 0 }), condition.wait(until: end) {}
    }
}
