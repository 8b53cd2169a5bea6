import Core

/// A version of SOAP, as the namespace of the envelope says it. An answer has the version of its question.
enum SOAPVersion: Int, CaseIterable {
    /// W3C Note, 8 May 2000.
    case v11
    /// W3C Recommendation, 27 April 2007.
    case v12

    var namespace: String {
        switch self {
        case .v11: "http://schemas.xmlsoap.org/soap/envelope/"
        case .v12: "http://www.w3.org/2003/05/soap-envelope"
        }
    }

    /// As the settings of a vendor name it.
    var name: String { self == .v11 ? "1.1" : "1.2" }

    var mediaType: String { self == .v11 ? "text/xml" : "application/soap+xml" }

    /// The prefix of the envelope in what we write; a vendor's namespaces cannot have it.
    var prefix: String { self == .v11 ? "SOAP-ENV" : "env" }

    /// What stands before and after a message.
    /// - Parameter header: a Header element, or nothing.
    func before(_ header: String = "") -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(prefix):Envelope xmlns:\(prefix)=\"\(namespace)\">\(header)<\(prefix):Body>"
    }
    var after: String { "</\(prefix):Body></\(prefix):Envelope>" }

    /// The name of the attribute that says for whom a header block is.
    var role: String { self == .v11 ? "actor" : "role" }

    /// Whether a header block with this role is for us; absent means the last one on the way, which we are.
    func isOurs(role: String) -> Bool {
        switch self {
        case .v11: role.isEmpty || role == "http://schemas.xmlsoap.org/soap/actor/next"
        case .v12: role.isEmpty || role == "\(namespace)/role/next" || role == "\(namespace)/role/ultimateReceiver"
        }
    }

    /// The version in which a message that could not be read was probably written: by the namespace in its bytes, else by its media type.
    static func probable(of request: Request?) -> SOAPVersion {
        guard let request else { return .v11 }
        let start = request.body.prefix(4_096)
        let found = allCases.filter { version in
            let wanted = Array(version.namespace.utf8)
            return start.indices.contains { start[$0] == wanted[0] && start[$0...].starts(with: wanted) }
        }
        if found.count == 1 { return found[0] }
        return MediaType.ofBody(request)?.name == SOAPVersion.v12.mediaType ? .v12 : .v11
    }
}
