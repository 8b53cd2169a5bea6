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

    /// `secrets/kenmerk`, `secrets/pseudonym` and what stands in `tls/`.
    func make() throws(Program.Failed) {
        for key in ["kenmerk", "pseudonym"] { try random(key, bytes: 32) }
        try certificates()
    }

    /// A secret of random bytes, written as hexadecimal digits.
    func random(_ name: String, bytes: Int) throws(Program.Failed) {
        try Program("openssl", "rand", "-hex", "-out", root.path("secrets/\(name)"), "\(bytes)").run()
        try Program("chmod", "600", root.path("secrets/\(name)")).run()
    }

    /// A throw-away authority, a certificate for the gateway and one for the eForm vendor, whose subject carries its OIN.
    func certificates() throws(Program.Failed) {
        func path(_ name: String) -> String { root.path("tls/\(name)") }
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try Program(
            "openssl",
            ["req", "-x509"] + curve + [
                "-keyout", path("ca.key"), "-out", path("ca.pem"), "-days", "\(days)", "-subj", "/O=\(organisation)/CN=Demonstratie CA",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            ]
        ).run()
        let names = (["DNS:localhost", "IP:127.0.0.1"] + places).joined(separator: ",")
        let subjects = [
            ("server", "/O=\(organisation)/CN=localhost", "subjectAltName=\(names)\nextendedKeyUsage=serverAuth\n"),
            ("eform", "/O=Voorbeeld eForm/serialNumber=\(Self.eformOIN)/CN=eform.voorbeeld.example", "extendedKeyUsage=clientAuth\n"),
        ]
        for (name, subject, extensions) in subjects {
            guard File.write(Array(extensions.utf8), to: path("\(name).ext")) else {
                throw Program.Failed(text: "cannot write \(path(name))")
            }
            try Program("openssl", ["req"] + curve + ["-keyout", path("\(name).key"), "-out", path("\(name).csr"), "-subj", subject]).run()
            try Program(
                "openssl", "x509", "-req", "-in", path("\(name).csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-CAcreateserial",
                "-days", "\(days)", "-extfile", path("\(name).ext"), "-out", path("\(name).pem")
            ).run()
        }
    }
}
