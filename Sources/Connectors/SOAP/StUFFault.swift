import Core

/// The faults of StUF 03.01 (version 21, 2015-05-01, tables of chapters 4 to 8) that Blauwbrug can have, with the standard's own texts.
///
/// In the order of the standard, which is the order of precedence: when several apply, the first is told.
enum StUFFault: Int, CaseIterable {
    case versieStUF, sectormodel, versieSectormodel, ontvanger, zender, nietUniek, berichtcode, berichtcodeNietOndersteund, entiteittype
    case entiteittypeNietOndersteund, functie, functieNietOndersteund, combinatie, nietBeschikbaar, nietGeautoriseerd, nietConformSchema,
        procesfout
    case nietGevonden, sortering, timeout

    /// Where the mistake was made, as `plek` says it.
    enum Plek: String { case client, server }

    private static let table: [(code: String, plek: Plek, omschrijving: String)] = [
        ("StUF001", .server, "Versie StUF niet ondersteund"),
        ("StUF004", .server, "Sectormodel niet ondersteund"),
        ("StUF007", .server, "Versie sectormodel niet ondersteund"),
        ("StUF010", .client, "Combinatie van ontvangende organisatie, applicatie en administratie onbekend"),
        ("StUF013", .client, "Combinatie van zendende organisatie, applicatie en administratie onbekend"),
        ("StUF016", .client, "Combinatie zender en referentienummer niet uniek"),
        ("StUF022", .client, "Berichtcode onbekend"),
        ("StUF025", .server, "Berichtcode niet ondersteund"),
        ("StUF028", .client, "Entiteittype onbekend binnen sectormodel"),
        ("StUF031", .server, "Entiteittype niet ondersteund"),
        ("StUF034", .client, "Functie onbekend binnen sectormodel"),
        ("StUF037", .server, "Functie niet ondersteund"),
        ("StUF040", .server, "Combinatie van berichtcode, entiteittype en functie niet ondersteund"),
        ("StUF049", .server, "Proces voor afhandelen synchroon bericht niet beschikbaar"),
        (
            "StUF052", .client,
            "Het zendende systeem is niet geautoriseerd voor de gevraagde combinatie van berichtcode, entiteittype en functie"
        ),
        ("StUF055", .client, "Berichtbody is niet conform schema in sectormodel"),
        ("StUF058", .server, "Proces voor afhandelen bericht geeft fout"),
        ("StUF064", .server, "Object niet gevonden"),
        ("StUF133", .server, "Antwoordend systeem ondersteunt gevraagde sortering niet"),
        ("StUF960", .server, "Het antwoordende systeem is niet in staat het verzoek af te handelen binnen de connection time out"),
    ]

    var code: String { StUFFault.table[rawValue].code }
    var plek: Plek { StUFFault.table[rawValue].plek }
    var omschrijving: String { StUFFault.table[rawValue].omschrijving }
}
