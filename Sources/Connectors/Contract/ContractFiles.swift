extension Contract {
    /// A file of the contract.
    package struct File: Sendable {
        package let name: String
        package let text: String
    }

    /// The contract as files that refer to each other by name.
    ///
    /// - Parameter origin: scheme and host of the service, such as `https://gateway.voorbeeld.example`.
    package func files(origin: String = WSDL.nowhere) -> [File] {
        var files: [File] = []
        if syntax == .xml {
            let schemas = schemas
            let path = asks.first?.paths.first { !$0.contains(Route.tenantSegment) } ?? asks.first?.paths.first ?? "/"
            files.append(File(name: "\(vendor).wsdl", text: wsdl(schemas).text(address: origin + path)))
            files += schemas.documents.map { File(name: "\($0.name).xsd", text: $0.text()) }
        }
        return files
    }
}
