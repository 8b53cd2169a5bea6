import Backends
import Core
import Sealing
import Syntax

/// What is served on the public listener: a landing page, the check of documents, and documents that wait to be fetched. It keeps nothing of
/// what it is sent, and tells the log only what came of it.
struct PublicSite: Sendable {
    /// Bytes of the form with a file in it: ten million for the file, and its wrapping.
    static let mostUpload = 10_008_192
    /// Bytes of the file.
    static let mostFile = 10_000_000
    static let checkPath = "/controle"
    static let documentPath = "/document/"

    let register: IssuedRegister
    /// Whom the check believes, and how often it may be asked: as the settings of this moment say.
    let trust: @Sendable () -> TrustAnchors
    let rates: @Sendable () -> RateLimit.Rates
    let downloads: Downloads?
    let limit = RateLimit()
    let note: @Sendable (PublicEvent) -> Void

    func reply(to request: Request, from peer: Peer) async -> Reply {
        let fields = FormFields(request.query?.utf8.map { $0 } ?? [])
        let pages = PublicPages(language: fields?["taal"] == "en" ? .english : .dutch)
        let isReading = request.method == "GET" || request.method == "HEAD"
        if request.path == "/" {
            return isReading ? pages.landing.reply() : PublicSite.wrongMethod(pages, "GET, HEAD")
        }
        if request.path == PublicSite.checkPath {
            if request.method == "POST" { return await checkFile(request, peer, pages) }
            return isReading ? await checkNumber(fields, peer, pages) : PublicSite.wrongMethod(pages, "GET, HEAD, POST")
        }
        if request.path.hasPrefix(PublicSite.documentPath) {
            // HEAD could only say what is there by using the link up.
            guard request.method == "GET" else { return PublicSite.wrongMethod(pages, "GET") }
            return await fetch(String(request.path.dropFirst(PublicSite.documentPath.count)), peer, pages)
        }
        return pages.notFound.reply(status: 404)
    }

    func reply(to refusal: Refusal, of request: Request?, from peer: Peer) -> Reply {
        let pages = PublicPages(language: request?.query?.contains("taal=en") == true ? .english : .dutch)
        var reply = pages.refused(refusal).reply(status: refusal.status)
        if refusal == .busy { reply.headers.append(Request.Header("Retry-After", "60")) }
        return reply
    }

    private static func wrongMethod(_ pages: PublicPages, _ allowed: String) -> Reply {
        var reply = pages.wrongMethod.reply(status: 405)
        reply.headers.append(Request.Header("Allow", allowed))
        return reply
    }

    // MARK: Checks

    private func checkNumber(_ fields: FormFields?, _ peer: Peer, _ pages: PublicPages) async -> Reply {
        guard let fields else { return pages.notFound.reply(status: 404) }
        guard fields["n"] != nil || fields["h"] != nil else { return pages.form().reply() }
        if let refused = limited(peer, pages) { return refused }
        let typed = (number: fields["n"] ?? "", code: fields["h"] ?? "")
        let number = typed.number.utf8.count <= 64 ? DocumentNumber(typed.number) : nil
        let code = typed.code.utf8.count <= 64 ? CheckCode(typed.code) : nil
        guard let number, let code else {
            let mistakes = (number == nil ? [PublicPages.Mistake.numberWrong] : []) + (code == nil ? [.codeWrong] : [])
            return pages.form(mistakes, number: String(typed.number.prefix(64)), code: String(typed.code.prefix(64))).reply(status: 400)
        }
        do throws(RegisterFailure) {
            let outcome = try await DocumentCheck(register: register, trust: trust()).outcome(of: number, code)
            note(.checked(outcome.rawValue, way: "number"))
            return pages.result(of: outcome).reply()
        } catch {
            return unavailable(error, pages)
        }
    }

    private func checkFile(_ request: Request, _ peer: Peer, _ pages: PublicPages) async -> Reply {
        if let refused = limited(peer, pages) { return refused }
        let form: MultipartForm
        do throws(MultipartForm.Mistake) {
            form = try MultipartForm(request.body, contentType: request.values(of: "content-type").first ?? "")
        } catch {
            return pages.form([.fileUnreadable]).reply(status: 400)
        }
        guard let file = form["bestand"], file.fileName != nil, !file.content.isEmpty else {
            return pages.form([.fileMissing]).reply(status: 400)
        }
        guard file.content.count <= PublicSite.mostFile else { return pages.refused(.tooLarge).reply(status: 413) }
        do throws(RegisterFailure) {
            let check = DocumentCheck(register: register, trust: trust())
            let judgement = try await check.judgement(of: Array(file.content), at: Clock.now)
            note(.checked(judgement.outcome.rawValue, way: "file"))
            return pages.result(of: judgement).reply()
        } catch {
            return unavailable(error, pages)
        }
    }

    /// The page for whoever asks too often; nil for whoever does not.
    private func limited(_ peer: Peer, _ pages: PublicPages) -> Reply? {
        guard let seconds = limit.take(Network(peer.address), rates(), at: Clock.steady) else { return nil }
        note(.limited)
        var reply = pages.limited(seconds).reply(status: 429)
        reply.headers.append(Request.Header("Retry-After", "\(seconds)"))
        return reply
    }

    private func unavailable(_ failure: RegisterFailure, _ pages: PublicPages) -> Reply {
        note(.registerFailed(failure.description))
        return pages.unavailable.reply(status: 503)
    }

    // MARK: Documents that wait

    private func fetch(_ token: String, _ peer: Peer, _ pages: PublicPages) async -> Reply {
        switch await downloads?.fetch(token, peer) ?? .unknown {
        case .document(var reply):
            note(.fetched("document"))
            reply.ended = { [downloads] in downloads?.finish(token, $0) }
            return reply
        case .pending:
            note(.fetched("pending"))
            return pages.making.reply(status: 202)
        case .failed:
            note(.fetched("failed"))
            return pages.notMade.reply(status: 503)
        case .unrecorded:
            note(.fetched("unrecorded"))
            return pages.notNow.reply(status: 503)
        case .unknown:
            note(.fetched("unknown"))
            return pages.linkOver.reply(status: 404)
        }
    }
}
