import Core
import Syntax

/// WSDL 1.1 of a vendor, document/literal, with a binding for SOAP 1.1 and one for SOAP 1.2 on one address (WS-I BP 1.1; StUF protocol
/// bindings 03.02).
package struct WSDL: Sendable {
    /// Its text, between the places where the address stands.
    private let pieces: [SchemaSet.Piece]
    /// What it speaks of.
    private static let address = "address"

    /// - Parameter address: where the vendor asks.
    /// - Parameter place: where a schema can be fetched, by its name, relative to the WSDL.
    package func text(address: String, _ place: (String) -> String = { $0 + ".xsd" }) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .place(WSDL.address): XMLText.escaped(address)
            case .place(let name): XMLText.escaped(place(name))
            }
        }.joined()
    }

    /// An address for files, where nobody knows yet where the service will be.
    package static let nowhere = "https://gateway.voorbeeld.example"

    /// - Parameter dictionary: where the meaning of the fields can be read, relative to the WSDL.
    init(_ contract: Contract, _ schemas: SchemaSet, dictionary: String) {
        let tns = "urn:blauwbrug:contract:\(contract.vendor)"
        let service = SchemaWriting.camel(contract.asks.first?.question ?? contract.vendor)
        var pieces: [SchemaSet.Piece] = []
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <wsdl:definitions name="\(service)" targetNamespace="\(tns)"
                xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
                xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="\(tns)"
            """
        for document in schemas.documents where !document.namespace.isEmpty {
            text += "\n    xmlns:\(schemas.prefixes[document.namespace] ?? "")=\"\(XMLText.escaped(document.namespace))\""
        }
        text += ">\n  <wsdl:documentation>Wat elk veld betekent: \(dictionary). Gemaakt uit de koppeling zelf.</wsdl:documentation>\n"
        text += "  <wsdl:types>\n    <xs:schema>\n"
        for document in schemas.documents {
            let target = document.namespace.isEmpty ? "" : " namespace=\"\(XMLText.escaped(document.namespace))\""
            pieces += [.text(text + "      <xs:import\(target) schemaLocation=\""), .place(document.name)]
            text = "\"/>\n"
        }
        text += "    </xs:schema>\n  </wsdl:types>\n"
        let operations = WSDL.operations(contract)
        func element(_ part: ContractPart) -> String {
            let prefix = schemas.prefixes[part.name.namespace] ?? ""
            return prefix.isEmpty ? part.name.local : "\(prefix):\(part.name.local)"
        }
        for (name, ask) in operations {
            guard let request = ask.request else { continue }
            text += "  <wsdl:message name=\"\(name)Vraag\"><wsdl:part name=\"vraag\" element=\"\(element(request))\"/></wsdl:message>\n"
            text +=
                "  <wsdl:message name=\"\(name)Antwoord\"><wsdl:part name=\"antwoord\" element=\"\(element(ask.reply))\"/></wsdl:message>\n"
        }
        if contract.hasFo02 {
            text += "  <wsdl:message name=\"Fout\"><wsdl:part name=\"fout\" element=\"\(element(Contract.fo02))\"/></wsdl:message>\n"
        }
        text += "  <wsdl:portType name=\"\(service)PortType\">\n"
        for (name, _) in operations {
            text += "    <wsdl:operation name=\"\(name)\">\n      <wsdl:input message=\"tns:\(name)Vraag\"/>\n"
            text += "      <wsdl:output message=\"tns:\(name)Antwoord\"/>\n"
            if contract.hasFo02 { text += "      <wsdl:fault name=\"fout\" message=\"tns:Fout\"/>\n" }
            text += "    </wsdl:operation>\n"
        }
        text += "  </wsdl:portType>\n"
        for (binding, prefix) in [("Soap11", "soap"), ("Soap12", "soap12")] {
            text += "  <wsdl:binding name=\"\(service)\(binding)\" type=\"tns:\(service)PortType\">\n"
            text += "    <\(prefix):binding style=\"document\" transport=\"http://schemas.xmlsoap.org/soap/http\"/>\n"
            for (name, ask) in operations {
                text += "    <wsdl:operation name=\"\(name)\">\n"
                text += "      <\(prefix):operation soapAction=\"\(XMLText.escaped(ask.action ?? ""))\" style=\"document\"/>\n"
                text += "      <wsdl:input><\(prefix):body use=\"literal\"/></wsdl:input>\n"
                text += "      <wsdl:output><\(prefix):body use=\"literal\"/></wsdl:output>\n"
                if contract.hasFo02 {
                    text += "      <wsdl:fault name=\"fout\"><\(prefix):fault name=\"fout\" use=\"literal\"/></wsdl:fault>\n"
                }
                text += "    </wsdl:operation>\n"
            }
            text += "  </wsdl:binding>\n"
        }
        text += "  <wsdl:service name=\"\(service)\">\n"
        for (binding, prefix) in [("Soap11", "soap"), ("Soap12", "soap12")] {
            text += "    <wsdl:port name=\"\(binding)\" binding=\"tns:\(service)\(binding)\"><\(prefix):address location=\""
            pieces += [.text(text), .place(WSDL.address)]
            text = "\"/></wsdl:port>\n"
        }
        pieces.append(.text(text + "  </wsdl:service>\n</wsdl:definitions>\n"))
        self.pieces = pieces
    }

    /// The name of each operation: never that of its element, which would make some tools look for a wrapper.
    private static func operations(_ contract: Contract) -> [(name: String, ask: Contract.Ask)] {
        let roots = Set(contract.asks.flatMap { [$0.request?.name.local, $0.reply.name.local] })
        var names: [String] = []
        return contract.asks.filter { $0.request != nil }.map { ask in
            var name = "vraag\(SchemaWriting.camel(ask.question))"
            var next = 2
            while names.contains(name) || roots.contains(name) {
                name = "vraag\(SchemaWriting.camel(ask.question))\(next)"
                next += 1
            }
            names.append(name)
            return (name, ask)
        }
    }
}

extension Contract {
    /// The WSDL of a vendor that speaks SOAP.
    package func wsdl(_ schemas: SchemaSet) -> WSDL { WSDL(self, schemas, dictionary: "\(vendor).html") }
}
