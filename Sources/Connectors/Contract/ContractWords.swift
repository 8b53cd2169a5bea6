/// What the words of a sample mean, in Dutch, for who reads a contract.
enum ContractWords {
    static let request = [
        "bsn": "Het burgerservicenummer van de burger om wiens schulden het gaat.",
        "referentie": "De eigen referentie van de vrager; komt terug in het antwoord.",
        "documentVersie": "De versie van de standaard waarin het antwoord gewenst is.",
        "representatie": "De vorm waarin het overzicht gewenst is.",
        "taal": "De taal van het gewaarmerkte document.",
        "zender.organisatie": "De organisatie die vraagt; moet bij de bewezen afzender horen.",
        "zender.applicatie": "De applicatie die vraagt; moet bij de bewezen afzender horen.",
        "zender.administratie": "De administratie die vraagt; moet bij de bewezen afzender horen.",
        "ontvanger.organisatie": "De organisatie waaraan gevraagd wordt.",
        "ontvanger.applicatie": "De applicatie waaraan gevraagd wordt.",
        "ontvanger.administratie": "De administratie waaraan gevraagd wordt.",
        "betrouwbaarheidsniveau": "Het niveau waarop de burger is ingelogd (DigiD).",
        "vertegenwoordigde": "Het burgerservicenummer van wie vertegenwoordigd wordt: om diens schulden gaat het dan.",
        "vertegenwoordiger": "Het burgerservicenummer van wie voor de burger handelt.",
    ]
    static let echo = "Van de vrager zelf; komt ongewijzigd terug in het antwoord."

    static let reply = [
        "reply.referentie": "Onze referentie van dit antwoord.",
        "reply.tijdstip": "Het moment van dit antwoord.",
        "volledig": "Of alle bronnen geantwoord hebben; zo niet, dan kan er meer schuld zijn dan hier staat.",
        "melding": "Een zin voor de burger, zoals dat het overzicht niet volledig is. "
            + "Toon elke melding; zonder melding is het overzicht volledig.",
        "documentVersie": "De versie van de standaard waarin geantwoord is.",
        "document.nummer": "Het nummer van het gewaarmerkte document, zoals het erop staat.",
        "document.geldig_tot": "Tot wanneer de link naar het document werkt.",
        "totaal.zaken": "Het aantal financiële zaken.",
        "totaal.saldo": "Wat er in totaal openstaat.",
        "totaal.achterstand": "Waarvan de uiterste betaaldatum voorbij is.",
        "achterstand.kenmerk": "Het kenmerk van een betalingsverplichting die te laat is.",
        "achterstand.open": "Wat daarvan nog openstaat.",
    ]
}
