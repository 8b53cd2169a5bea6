import Core

/// What the admin listener answers: `/livez` (the process turns), `/readyz` (it can serve) and `/status` (what serves, and what was refused).
struct Probes: Sendable {
    /// Names of what is not ready; empty when all is well.
    let reasons: @Sendable () async -> [String]
    /// JSON.
    let status: @Sendable () -> [UInt8]

    func answer(_ request: Request) async -> Reply {
        guard ["/livez", "/readyz", "/status"].contains(request.path) else { return Probes.reply(404, "not found", []) }
        guard request.method == "GET" || request.method == "HEAD" else {
            var reply = Probes.reply(405, "method not allowed", [])
            reply.headers.append(Request.Header("Allow", "GET, HEAD"))
            return reply
        }
        if request.path == "/livez" { return Probes.reply(200, "ok", []) }
        if request.path == "/status" {
            return Reply(status: 200, headers: [Request.Header("Content-Type", "application/json")], body: status())
        }
        let missing = await reasons()
        return missing.isEmpty ? Probes.reply(200, "ok", []) : Probes.reply(503, "not ready", missing)
    }

    private static func reply(_ status: Int, _ word: String, _ reasons: [String]) -> Reply {
        let list = reasons.isEmpty ? "" : ",\"reasons\":[" + reasons.map { "\"\(plain($0))\"" }.joined(separator: ",") + "]"
        return Reply(
            status: status, headers: [Request.Header("Content-Type", "application/json")],
            body: Array("{\"status\":\"\(word)\"\(list)}\n".utf8))
    }

    /// Names of sources are ours; anything else in them is dropped instead of escaped.
    private static func plain(_ text: String) -> String {
        let kept = text.utf8.filter { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        return String(decoding: kept, as: UTF8.self)
    }
}
