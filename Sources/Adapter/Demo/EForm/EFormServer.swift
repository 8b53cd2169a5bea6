import Core

/// The eForm on an address of this machine, as long as the demonstration runs.
struct EFormServer: Sendable {
    private let gateway: Gateway
    /// `http://127.0.0.1:40123/`
    let address: String

    /// - Parameters:
    ///   - port: of the gateway it asks.
    ///   - page: where it answers; 0 takes a free port.
    static func start(_ demo: DemoRoot, asking port: Int, at page: Int) async throws -> EFormServer {
        guard let address = WebAddress("https://127.0.0.1:\(port)/v1/schuldenoverzicht"),
            let client = WebClient(address, authority: demo.root.path("tls/ca.pem"))
        else { throw Program.Failed(text: "the eForm cannot read tls/ca.pem") }
        let form = EForm(gateway: client, apiKey: DemoRoot.apiKey)
        let gateway = Gateway(
            listeners: [Listener(name: "eform", host: "127.0.0.1", port: page, purpose: .sandbox)], limits: Limits(), threads: 1,
            handle: { request, _ in await form.reply(to: request) }, note: { _ in })
        do {
            let bound = try await gateway.start()
            return EFormServer(gateway: gateway, address: "http://127.0.0.1:\(bound.first?.port ?? page)/")
        } catch {
            throw Program.Failed(text: "the eForm cannot listen on 127.0.0.1:\(page): \(error)")
        }
    }

    func end() async { await gateway.drain(within: 2) }
}
