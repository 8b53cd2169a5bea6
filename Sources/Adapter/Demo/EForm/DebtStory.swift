import Core

/// The events of a case, each as a sentence to the citizen.
struct DebtStory {
    let zaak: DebtOverview.Case
    let language: Language

    var sentences: [HTML] { zaak.events.map { sentence(about: $0) } }

    private func sentence(about event: DebtEvent) -> HTML {
        let day = language.day(event.moment)
        let money = language.money(event.amount)
        let what: HTML? = event.description.map { language.write(" voor: \($0)", " for: \($0)") }
        switch event.kind {
        case .imposed:
            return language.write(
                "Op \(day) besloten wij dat u \(money) moet betalen\(what).", "On \(day) we decided that you must pay \(money)\(what).")
        case .corrected where event.amount < 0:
            return language.write("Op \(day) verlaagden wij het bedrag met \(money).", "On \(day) we lowered the amount by \(money).")
        case .corrected:
            return language.write("Op \(day) verhoogden wij het bedrag met \(money).", "On \(day) we raised the amount by \(money).")
        case .remitted:
            return language.write(
                "Op \(day) scholden wij u \(money) kwijt. Dat hoeft u niet te betalen.",
                "On \(day) we remitted \(money). You do not have to pay that.")
        case .withdrawn:
            let bill = zaak.events.first { $0.kenmerk == event.withdraws }
            let which: HTML? = bill.map {
                language.write(
                    " van \(language.day($0.moment)) (\(language.money($0.amount)))",
                    " of \(language.day($0.moment)) (\(language.money($0.amount)))")
            }
            return language.write(
                "Op \(day) trokken wij de rekening\(which) in. Die telt niet meer.",
                "On \(day) we withdrew the bill\(which). It no longer counts.")
        case .asked:
            let until: HTML? = event.due.map {
                language.write(", te betalen uiterlijk op \(language.day($0))", ", to be paid no later than \(language.day($0))")
            }
            return language.write(
                "Op \(day) stuurden wij u een rekening van \(money)\(until).", "On \(day) we sent you a bill of \(money)\(until).")
        case .paid: return language.write("Op \(day) is \(money) betaald.", "On \(day) \(money) was paid.")
        }
    }
}
