extension Verification.Finding {
    /// In one sentence, for who is no expert.
    var sentence: (dutch: String, english: String) {
        switch self {
        case .tooLarge: ("Het bestand is te groot of te ingewikkeld.", "The file is too large or too complex.")
        case .notADocument: ("Dit is geen PDF, JWS of JSON.", "This is no PDF, JWS or JSON.")
        case .damaged: ("Het bestand is beschadigd of niet goed opgebouwd.", "The file is damaged or not well made.")
        case .encrypted: ("Het bestand is versleuteld.", "The file is encrypted.")
        case .notOurs:
            ("Het zegel klopt, maar er zitten geen gegevens van Blauwbrug in.", "The seal fits, but there are no data of Blauwbrug inside.")
        case .noSeal: ("Er is geen zegel.", "There is no seal.")
        case .signatureMissing:
            (
                "Dit zijn alleen gegevens; het zegel is een tweede bestand (.jws). Geef het mee met --signature.",
                "These are only data; their seal is a second file (.jws). Add it with --signature."
            )
        case .severalSeals: ("Er is meer dan één zegel.", "There is more than one seal.")
        case .sealUnreadable: ("Het zegel is niet te lezen.", "The seal cannot be read.")
        case .sealWeak:
            ("Het zegel is te zwak, of van een soort die niet wordt herkend.", "The seal is too weak, or of a kind that is not known.")
        case .wholeFile: ("Sinds het waarmerken is er niets veranderd.", "Nothing has changed since it was sealed.")
        case .validationMaterial:
            (
                "Sinds het waarmerken is er niets veranderd; alleen bewijs over de certificaten is toegevoegd.",
                "Nothing has changed since it was sealed; only evidence about the certificates was added."
            )
        case .appended: ("Er is na het waarmerken iets toegevoegd.", "Something was added after it was sealed.")
        case .gapWrong: ("Het zegel dekt niet het hele bestand.", "The seal does not cover the whole file.")
        case .contentDiffers: ("De inhoud is veranderd na het waarmerken.", "The content was changed after it was sealed.")
        case .signatureWrong: ("De handtekening van het zegel klopt niet.", "The signature of the seal is wrong.")
        case .sealerTrusted: ("De organisatie die waarmerkte wordt hier vertrouwd.", "Whoever sealed it is trusted here.")
        case .sealerUnknown: ("De organisatie die waarmerkte wordt hier niet vertrouwd.", "Whoever sealed it is not trusted here.")
        case .certificateExpired: ("Het certificaat van het zegel was verlopen.", "The certificate of the seal had expired.")
        case .certificateNotYetValid:
            ("Het certificaat van het zegel was nog niet geldig.", "The certificate of the seal was not valid yet.")
        case .certificatePurpose:
            ("Het certificaat is niet bedoeld om documenten te waarmerken.", "The certificate is not meant for sealing documents.")
        case .certificateRevoked: ("Het certificaat van het zegel is ingetrokken.", "The certificate of the seal was revoked.")
        case .timeStamped: ("Een vertrouwde tijdstempel zegt wanneer.", "A trusted time stamp says when.")
        case .ownClock:
            (
                "Alleen de klok van de maker zegt wanneer; er is geen tijdstempel.",
                "Only the sealer's own clock says when; there is no time stamp."
            )
        case .timeStampWrong: ("De tijdstempel hoort niet bij dit zegel.", "The time stamp does not belong to this seal.")
        case .timeStamperUnknown: ("Wie de tijdstempel zette wordt hier niet vertrouwd.", "Whoever set the time stamp is not trusted here.")
        case .timeInFuture:
            ("Het document is gewaarmerkt op een moment dat nog moet komen.", "It was sealed at a moment that is still to come.")
        case .timeOutsideCertificate:
            (
                "Volgens de maker is er gewaarmerkt toen het certificaat niet geldig was.",
                "By its own word it was sealed while the certificate was not valid."
            )
        case .dataAgrees:
            ("De gegevens erin horen bij dit document en zijn zelf ook gewaarmerkt.", "The data inside belong to it, and are sealed too.")
        case .dataDiffers: ("De gegevens zijn niet de gegevens die gewaarmerkt zijn.", "The data are not the data that were sealed.")
        case .dataSignatureWrong: ("Het zegel op de gegevens klopt niet.", "The seal on the data is wrong.")
        case .dataIncomplete:
            ("Er zijn gegevens zonder zegel, of een zegel zonder gegevens.", "There are data without a seal, or a seal without data.")
        case .dataOtherSealer:
            (
                "De gegevens zijn met een ander certificaat gewaarmerkt dan het document.",
                "Document and data were sealed with two certificates."
            )
        case .dataOtherTime:
            ("De gegevens zijn op een andere dag gewaarmerkt dan het document.", "Document and data were sealed on different days.")
        case .dataOtherNumber: ("De gegevens horen bij een ander documentnummer.", "The data are of another document number.")
        case .originKnown:
            ("Het is bekend welk document dit is en waarmee het gemaakt is.", "It is known which document it is and what made it.")
        case .originUnknown: ("De gegevens zeggen niet bij welk document ze horen.", "The data do not say which document they are of.")
        case .complete: ("Alle bronnen van de organisatie hadden geantwoord.", "Every source of the organisation had answered.")
        case .incomplete: ("Niet alle bronnen van de organisatie hadden geantwoord.", "Not every source of the organisation had answered.")
        }
    }
}
