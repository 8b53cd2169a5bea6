import Connectors
import Core
import Testing

/// Contracts of vendors that no shipped one is like.
@Suite struct ContractTests {
    private func files(_ connector: String, _ ask: String, _ reply: String) throws -> [String: String] {
        let folder = Repository.folder(["connector.yaml": connector, "ask.xml": ask, "reply.xml": reply])
        return try Repository.connector(folder).contract.files().reduce(into: [:]) { $0[$1.name] = $1.text }
    }

    private static let connector = """
        vendor: proef
        dialect: soap
        fault_style: plain
        prefixes: { v: urn:v, w: urn:w }
        questions:
          schuldenoverzicht:
            asks: [{ paths: [/proef/schulden], request: ask.xml }]
            reply: reply.xml
        """

    private static let ask = """
        <v:vraag xmlns:v="urn:v" xmlns:w="urn:w" xmlns:a="urn:blauwbrug:sample">
          <v:bsn>{bsn}</v:bsn>
          <w:vreemd>{echo.vreemd}</w:vreemd>
          <v:verzonden a:any="">20250701</v:verzonden>
          <kaal>{echo.kaal}</kaal>
        </v:vraag>
        """

    private static let reply = """
        <v:antwoord xmlns:v="urn:v" xmlns:w="urn:w" xmlns:a="urn:blauwbrug:sample" compleet="{volledig}">
          <v:melding a:each="meldingen">{melding}</v:melding>
          <v:zaak a:each="financiele_zaken" nummer="{zaakkenmerk}">
            <v:opgelegd a:step="decimal">{totaal_opgelegd}</v:opgelegd>
            <v:betaald>{totaal_reeds_betaald}</v:betaald>
            <w:open a:step="decimal">{saldo}</w:open>
            <a:each in="gebeurtenissen">
              <v:regel a:kind="FinancieleVerplichtingOpgelegd"><v:bedrag>{bedrag}</v:bedrag><v:soort>{type}</v:soort></v:regel>
              <v:regel a:kind="BetalingVerwerkt"><v:bedrag>{bedrag}</v:bedrag></v:regel>
              <a:nothing a:kind="BetalingsverplichtingOpgelegd BetalingsverplichtingIngetrokken" because="verandert geen totaal"/>
            </a:each>
          </v:zaak>
        </v:antwoord>
        """

    @Test func aPartOfAnotherNamespaceStandsInItsOwnDocument() throws {
        let files = try files(ContractTests.connector, ContractTests.ask, ContractTests.reply)
        let own = try #require(files["proef-v.xsd"])
        let other = try #require(files["proef-w.xsd"])
        #expect(own.contains("<xs:group ref=\"w:VreemdGroup\"/>") && other.contains("<xs:group name=\"VreemdGroup\">"))
        #expect(own.contains("<xs:element name=\"kaal\" form=\"unqualified\""))
        #expect(own.contains("<xs:import namespace=\"urn:w\" schemaLocation=\"proef-w.xsd\"/>"))
        #expect(!other.contains("<xs:import"))
    }

    @Test func elementsOfOneNameAreOneDeclaration() throws {
        let files = try files(ContractTests.connector, ContractTests.ask, ContractTests.reply)
        let own = try #require(files["proef-v.xsd"])
        #expect(own.split(separator: "name=\"regel\"").count == 2)
        #expect(own.contains("<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">"))
        #expect(own.contains("<xs:element name=\"soort\" minOccurs=\"0\">"))
    }

    @Test func typesFollowStepsAndExamples() throws {
        let files = try files(ContractTests.connector, ContractTests.ask, ContractTests.reply)
        let own = try #require(files["proef-v.xsd"])
        #expect(own.contains("<xs:restriction base=\"xs:decimal\">"))
        #expect(own.contains("<xs:attribute name=\"compleet\" use=\"required\" type=\"xs:boolean\"/>"))
        #expect(own.contains("<xs:element name=\"verzonden\" type=\"xs:token\">"))
    }

    @Test func aPlainFaultIsNoPartOfTheContract() throws {
        let files = try files(ContractTests.connector, ContractTests.ask, ContractTests.reply)
        let wsdl = try #require(files["proef.wsdl"])
        #expect(!wsdl.contains("wsdl:fault") && wsdl.contains("soapAction=\"\""))
        #expect(files.keys.sorted() == ["contract.json", "proef-v.xsd", "proef-w.xsd", "proef.wsdl"])
    }

    @Test func anOperationIsNeverCalledLikeItsElement() throws {
        let name = "vraagSchuldenoverzicht"
        let ask = ContractTests.ask.replacing("v:vraag", with: "v:\(name)")
        let wsdl = try #require(try files(ContractTests.connector, ask, ContractTests.reply)["proef.wsdl"])
        #expect(wsdl.contains("element=\"v:\(name)\"") && wsdl.contains("<wsdl:operation name=\"\(name)2\">"))
    }

    @Test(arguments: [
        ("/v1/schuldenoverzicht", "/v1"), ("/{tenant}/v2/a/b", "/{tenant}/v2"), ("/api/schulden", "/api"), ("/schulden", ""),
    ]) func theRootOfAnAPI(path: String, root: String) { #expect(OpenAPI.root(of: path) == root) }
}
