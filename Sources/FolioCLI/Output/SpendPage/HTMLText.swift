/// Text for a page: nothing in it can become a tag, an attribute or an invisible direction.
enum HTMLText {
    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in SafeText.line(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A table with a caption; the first `names` columns are text, the others numbers.
    static func table(
        caption: String, titles: [String], rows: [[String]], names: Int = 1
    ) -> String {
        let head = titles.enumerated().map { index, title in
            "<th scope=\"col\"\(index < names ? "" : " class=\"n\"")>\(escape(title))</th>"
        }
        let body = rows.map { row in
            let cells = row.enumerated().map { index, cell in
                index == 0
                    ? "<th scope=\"row\">\(escape(cell))</th>"
                    : "<td\(index < names ? "" : " class=\"n\"")>\(escape(cell))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <div class="scroll"><table><caption>\(escape(caption))</caption>
            <thead><tr>\(head.joined())</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody></table></div>

            """
    }
}
