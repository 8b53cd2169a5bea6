import Core

extension PublicPages {
    /// A link that opens nothing, for whatever reason: which it was is nobody's business.
    var linkOver: CitizenPage {
        notice(
            say("Deze link werkt niet meer", "This link no longer works"),
            [
                say(
                    "Een link naar een overzicht werkt één keer, en maar kort.",
                    "A link to an overview works once, and only for a short time."),
                say("Vraag het overzicht opnieuw aan.", "Ask for the overview again."),
            ])
    }

    /// The document is being made. The page asks again by itself.
    var making: CitizenPage {
        notice(
            say("Uw overzicht wordt gemaakt", "Your overview is being made"),
            [
                say(
                    "Dit duurt meestal een paar seconden. Deze pagina vernieuwt zichzelf. Daarna krijgt u het bestand.",
                    "This usually takes a few seconds. This page renews itself. Then you will get the file.")
            ], refresh: 2)
    }

    /// It is there, and may not leave at this moment.
    var notNow: CitizenPage {
        notice(
            say("Ophalen lukt nu niet", "Fetching is not possible now"),
            [
                say(
                    "Er is een storing bij ons. De link blijft nog even werken. Probeer het over een minuut opnieuw.",
                    "Something is wrong on our side. The link works a little longer. Try again in a minute.")
            ])
    }

    var notMade: CitizenPage {
        notice(
            say("Uw overzicht kon niet worden gemaakt", "Your overview could not be made"),
            [
                say(
                    "Er ging iets mis bij de gemeente. U heeft niets fout gedaan. Vraag het overzicht later opnieuw aan.",
                    "Something went wrong at the municipality. You did nothing wrong. Ask for the overview again later.")
            ])
    }
}
