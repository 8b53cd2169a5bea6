/// Keys and certificates to try a root with on this machine: made by openssl, believed by nobody else, worthless after a few days.
struct ThrowAway {
    let root: Root
    /// Who they say they are of.
    let organisation: String
    /// How long they hold.
    let days: Int
    /// Where the gateway answers besides `localhost` and 127.0.0.1, as a certificate says it: `DNS:name`, `IP:address`.
    var places: [String] = []

    /// The OIN in the certificate of the eForm (prefix 00000099: test).
    static let eformOIN = "00000099000000001000"

    /// The OIN in the certificate of the seal.
    static let sealOIN = "00000099000000002000"

    /// `secrets/kenmerk`, `secrets/pseudonym` and what stands in `tls/`.
    func make() throws(Program.Failed) {
        for key in ["kenmerk", "pseudonym"] { try random(key, bytes: 32) }
        try certificates()
        try seal()
    }

    /// A secret of random bytes, written as hexadecimal digits.
    func random(_ name: String, bytes: Int) throws(Program.Failed) {
        try Program("openssl", "rand", "-hex", "-out", root.path("secrets/\(name)"), "\(bytes)").run()
        try Program("chmod", "600", root.path("secrets/\(name)")).run()
    }

    /// A throw-away authority, a certificate for the gateway and one for the eForm vendor, whose subject carries its OIN.
    func certificates() throws(Program.Failed) {
        try authority("ca", "/O=\(organisation)/CN=Demonstratie CA")
        let names = (["DNS:localhost", "IP:127.0.0.1"] + places).joined(separator: ",")
        try issue("server", by: "ca", "/O=\(organisation)/CN=localhost", ["subjectAltName=\(names)", "extendedKeyUsage=serverAuth"])
        try issue(
            "eform", by: "ca", "/O=Voorbeeld eForm/serialNumber=\(Self.eformOIN)/CN=eform.voorbeeld.example",
            ["extendedKeyUsage=clientAuth"])
    }

    /// What documents are sealed with: `tls/seal.key`, its certificate with that of the authority that issued it in `tls/seal.pem`, and the root
    /// above both, which whoever checks a document is to believe, in `tls/seal-root.pem`.
    func seal() throws(Program.Failed) {
        try authority("seal-root", "/O=\(organisation)/CN=Demonstratie Zegel Root CA")
        try issue(
            "seal-ca", by: "seal-root", "/O=\(organisation)/CN=Demonstratie Zegel CA",
            ["basicConstraints=critical,CA:true,pathlen:0", "keyUsage=critical,keyCertSign,cRLSign"])
        try issue(
            "seal", by: "seal-ca",
            "/C=NL/O=Gemeente \(organisation)/organizationIdentifier=NTRNL-\(Self.sealOIN)/serialNumber=\(Self.sealOIN)/CN=Gemeente \(organisation)",
            ["basicConstraints=critical,CA:false", "keyUsage=critical,digitalSignature,nonRepudiation"])
        guard let leaf = File.read(path("seal.pem")), let issuing = File.read(path("seal-ca.pem")),
            File.write(leaf + issuing, to: path("seal.pem"))
        else { throw Program.Failed(text: "cannot write \(path("seal.pem"))") }
    }

    private static let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    private func path(_ name: String) -> String { root.path("tls/\(name)") }

    /// An authority that is believed for its own sake.
    private func authority(_ name: String, _ subject: String) throws(Program.Failed) {
        try Program(
            "openssl",
            ["req", "-x509"] + Self.curve + [
                "-keyout", path("\(name).key"), "-out", path("\(name).pem"), "-days", "\(days)", "-subj", subject,
                "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            ]
        ).run()
    }

    /// A key and the certificate that an authority gives it.
    private func issue(_ name: String, by authority: String, _ subject: String, _ extensions: [String]) throws(Program.Failed) {
        let lines = (extensions + ["subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid"]).map { $0 + "\n" }.joined()
        guard File.write(Array(lines.utf8), to: path("\(name).ext")) else {
            throw Program.Failed(text: "cannot write \(path(name))")
        }
        try Program(
            "openssl", ["req"] + Self.curve + ["-keyout", path("\(name).key"), "-out", path("\(name).csr"), "-subj", subject]
        ).run()
        try Program(
            "openssl", "x509", "-req", "-in", path("\(name).csr"), "-CA", path("\(authority).pem"), "-CAkey", path("\(authority).key"),
            "-CAcreateserial", "-days", "\(days)", "-extfile", path("\(name).ext"), "-out", path("\(name).pem")
        ).run()
    }
}
