/// Mappings the tests begin from; a test changes one line of them.
enum Samples {
    static let municipality = """
        organisation: { oin: "00000001823288444000", naam: Gemeente Proefstad, iban: NL13TEST0123456789 }
        activity: https://register.example/verwerkingen/schuldenoverzicht

        """

    static let taxes = """
        mapping: heffingen
        source: heffingen
        include: gemeente.yaml
        parameters: { bsn: text }
        rows:
          aanslagen:
            select: |
              SELECT nr, zaak, beschikking, bedrag, jaar, dagtekening, soort
              FROM aanslag WHERE bsn = :bsn
            key: nr
            columns:
              nr: integer
              zaak: char
              beschikking: text?
              bedrag: money
              jaar: integer
              dagtekening: date
              soort: { code: soort }
          mutaties:
            select: SELECT aanslag, volgnr, wat, bedrag, geboekt, valuta FROM mutatie WHERE bsn = :bsn
            key: [aanslag, volgnr]
            columns:
              aanslag: integer
              volgnr: integer
              wat: char
              bedrag: money
              geboekt: local
              valuta: yyyymmdd?
          standen:
            select: SELECT zaak, openstaand FROM stand WHERE bsn = :bsn
            key: zaak
            columns: { zaak: char, openstaand: money }
        codes:
          soort:
            OZB: { type: gem_ozb_eigenaar_woning, omschrijving: Onroerendezaakbelasting }
            RIO: { type: gem_rioolheffing, omschrijving: Rioolheffing }
        cases: { each: aanslagen, zaakkenmerk: zaak }
        events:
          - event: FinancieleVerplichtingOpgelegd
            as: oplegging
            each: aanslagen
            gebeurtenis_kenmerk: { text: "H-{nr}" }
            datumtijd_opgelegd: [dagtekening, midnight]
            beschikkingsnummer: beschikking
            primaire_verplichting: true
            type: soort.type
            categorie: { is: Algemeen }
            bedrag: bedrag
            omschrijving: { text: "{soort.omschrijving} {jaar}" }
          - event: BetalingVerwerkt
            each: mutaties
            case: aanslag
            when: { wat: [B, I], bedrag: { sign: negative } }
            datumtijd_ontvangen: { first: [[valuta, midnight], geboekt] }
            bedrag: [bedrag, negate]
        leave_out:
          - { each: mutaties, when: { wat: T }, because: technische tegenboeking }
        reconcile:
          - { sum: saldo, equals: { rows: standen, column: openstaand } }

        """
}
