import Standard

extension Contract {
    /// A file of the contract.
    package struct File: Sendable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
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
        } else {
            let path = asks.first?.paths.first { !$0.contains(Route.tenantSegment) } ?? asks.first?.paths.first ?? "/"
            let root = OpenAPI.root(of: path)
            files.append(File(name: "openapi.json", text: OpenAPI([self], root: root).text(server: origin + root)))
            files += jsonSchemas
        }
        files.append(File(name: ContractRecord.file, text: ContractRecord(self).text))
        return files
    }

    /// What a message in JSON may be, and the documents of the standard as XML too.
    package var jsonSchemas: [File] {
        guard syntax == .json else { return [] }
        var files: [File] = []
        for (number, ask) in asks.enumerated() {
            let ending = number == 0 ? "" : "-\(number + 1)"
            if let request = ask.request {
                let text = JSONContract.whole(request, title: "Vraag (\(vendor))", isRequest: true, documents: [])
                files.append(File(name: "\(vendor)-vraag\(ending).schema.json", text: text))
            }
        }
        for (number, reply) in replies.enumerated() {
            let ending = number == 0 ? "" : "-\(number + 1)"
            let text = JSONContract.whole(reply, title: "Antwoord (\(vendor))", isRequest: false, documents: documents)
            files.append(File(name: "\(vendor)-antwoord\(ending).schema.json", text: text))
        }
        return files
            + versions.compactMap { version in
                standard.xsd(version: version, namespace: "urn:blauwbrug:fcid:\(version)").map {
                    File(name: "fcid-\(version).xsd", text: $0)
                }
            }
    }

    /// The replies, each once: one per question.
    private var replies: [ContractPart] {
        var questions: [String] = []
        return asks.compactMap { ask in
            if questions.contains(ask.question) { return nil }
            questions.append(ask.question)
            return ask.reply
        }
    }
}
