import Core

/// Requests as vendors send them.
enum Messages {
    static let soapPath = "/soap/schuldenoverzicht"
    static let action = "http://voorbeeld.example/koppelvlak/bk0100/geefSchuldenoverzicht_Di02"

    /// The free message Di02; parts can be changed.
    static func di02(
        envelope: String = "http://schemas.xmlsoap.org/soap/envelope/", sector: String = "http://voorbeeld.example/koppelvlak/bk0100",
        stuf: String = "http://www.egem.nl/StUF/StUF0301", root: String = "geefSchuldenoverzicht_Di02", berichtcode: String = "Di02",
        functie: String = "geefSchuldenoverzicht", entiteittype: String = "NPS", bsn: String = "999990019", header: String = "",
        stuurgegevens: String = "", parameters: String = "", persoon: String = "", besideMessage: String = ""
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <e:Envelope xmlns:e="\(envelope)"><e:Header>\(header)</e:Header><e:Body>
          <b:\(root) xmlns:b="\(sector)" xmlns:s="\(stuf)">
            <b:stuurgegevens><s:berichtcode>\(berichtcode)</s:berichtcode>\(stuurgegevens)<s:functie>\(functie)</s:functie></b:stuurgegevens>
            \(parameters)
            <b:persoon s:entiteittype="\(entiteittype)" s:functie="selectie"><b:inp.bsn>\(bsn)</b:inp.bsn>\(persoon)</b:persoon>
          </b:\(root)>\(besideMessage)
        </e:Body></e:Envelope>
        """
    }

    /// How the citizen logged in, for the person of a Di02.
    static func login(_ level: String) -> String {
        "<b:authenticatie><b:middel>digid</b:middel><b:betrouwbaarheidsniveau>\(level)</b:betrouwbaarheidsniveau></b:authenticatie>"
    }

    static func soap(
        _ body: String, type: String? = "text/xml; charset=utf-8", action: [String] = [], path: String = soapPath, query: String? = nil
    ) -> Request {
        let types = type.map { [Request.Header("Content-Type", $0)] } ?? []
        return Request(
            method: "POST", path: path, query: query, headers: types + action.map { Request.Header("SOAPAction", $0) },
            body: Array(body.utf8))
    }

    static func json(_ body: String, headers: [(String, String)] = [("Content-Type", "application/json")], query: String? = nil) -> Request
    {
        Request(
            method: "POST", path: "/v1/schuldenoverzicht", query: query, headers: headers.map { Request.Header($0.0, $0.1) },
            body: Array(body.utf8))
    }

    static func get(_ headers: [(String, String)], path: String = "/v1/schuldenoverzicht", body: String = "") -> Request {
        Request(method: "GET", path: path, headers: headers.map { Request.Header($0.0, $0.1) }, body: Array(body.utf8))
    }
}
