import Core
import Foundation
import Syntax
import Testing

@testable import Connectors

/// The faults of StUF as the standard's own table has them: code, plek, text, and the order in which the first that applies is told.
@Suite struct StUFTableTests {
    /// The table, beside a clone where it is at hand.
    private static let path = "\(Repository.root)/../shared/samples/facts/stuf-faults.json"

    private static let ours = StUFFault.allCases.map { "\($0.code) \($0.plek.rawValue) \($0.omschrijving)" }

    /// What our faults were when the table was last compared.
    private static let golden = [
        "StUF001 server Versie StUF niet ondersteund", "StUF004 server Sectormodel niet ondersteund",
        "StUF007 server Versie sectormodel niet ondersteund",
        "StUF010 client Combinatie van ontvangende organisatie, applicatie en administratie onbekend",
        "StUF013 client Combinatie van zendende organisatie, applicatie en administratie onbekend",
        "StUF016 client Combinatie zender en referentienummer niet uniek", "StUF022 client Berichtcode onbekend",
        "StUF025 server Berichtcode niet ondersteund", "StUF028 client Entiteittype onbekend binnen sectormodel",
        "StUF031 server Entiteittype niet ondersteund", "StUF034 client Functie onbekend binnen sectormodel",
        "StUF037 server Functie niet ondersteund", "StUF040 server Combinatie van berichtcode, entiteittype en functie niet ondersteund",
        "StUF049 server Proces voor afhandelen synchroon bericht niet beschikbaar",
        "StUF052 client Het zendende systeem is niet geautoriseerd voor de gevraagde combinatie van berichtcode, entiteittype en functie",
        "StUF055 client Berichtbody is niet conform schema in sectormodel", "StUF058 server Proces voor afhandelen bericht geeft fout",
        "StUF064 server Object niet gevonden", "StUF133 server Antwoordend systeem ondersteunt gevraagde sortering niet",
        "StUF960 server Het antwoordende systeem is niet in staat het verzoek af te handelen binnen de connection time out",
    ]

    @Test func ourFaultsAreThoseOfTheStandard() throws {
        #expect(Self.ours == Self.golden)
        guard let bytes = Repository.read(Self.path) else { return }
        struct Row: Decodable {
            let code, plek, omschrijving: String
            let kinds: [Int]
        }
        struct Table: Decodable { let faults: [Row] }
        let rows = try JSONDecoder().decode(Table.self, from: Data(bytes)).faults
        var last = -1
        for fault in StUFFault.allCases {
            let at = try #require(rows.firstIndex { $0.code == fault.code }, "\(fault.code) is not in the table")
            #expect(rows[at].plek == fault.plek.rawValue && rows[at].omschrijving == fault.omschrijving, "\(fault.code)")
            #expect(rows[at].kinds.contains(2), "\(fault.code) is no fault of a synchronous message")
            #expect(at > last, "\(fault.code) stands elsewhere in the order")
            last = at
        }
    }

    @Test func lengthsFitStUF() {
        for fault in StUFFault.allCases { #expect(fault.code.count <= 7 && fault.omschrijving.count <= 200) }
    }
}
