import Core

/// What must be paid on one day, as an item of a list by date.
struct BillItem {
    let bill: DebtBill
    /// Named when the list is of several cases.
    let zaak: DebtOverview.Case?
    let language: Language

    var html: HTML {
        let what: HTML? = zaak.map { "<p>\($0.description)</p>" }
        return """
            <li class="\(bill.isLate ? "behind" : "")"><p class="day">\(day): \(language.money(bill.open))</p>\(what)\(how)</li>
            """
    }

    private var day: HTML {
        let due = bill.event.due.map { language.day($0) } ?? ""
        return bill.isLate
            ? "<span class=\"late\">\(language.say("Te laat", "Overdue"))</span>, \(language.say("moest uiterlijk", "was due on")) \(due)"
            : language.say("Uiterlijk \(due)", "By \(due)")
    }

    private var how: HTML? {
        if bill.event.isDirectDebit, !bill.isLate {
            return language.say(
                "<p>Wij schrijven dit automatisch van uw rekening af. U hoeft niets te doen.</p>",
                "<p>We will take this from your account by direct debit. You do not have to do anything.</p>")
        }
        guard let account = bill.event.account else { return nil }
        let holder: HTML? = bill.event.accountHolder.map { language.say(" van \($0)", " of \($0)") }
        let reference: HTML? = bill.event.paymentReference.map {
            language.say(
                ". Zet erbij: betalingskenmerk <span class=\"number\">\($0)</span>",
                ". Add the payment reference <span class=\"number\">\($0)</span>")
        }
        return language.say(
            "<p>Maak over naar <span class=\"number\">\(account)</span>\(holder)\(reference).</p>",
            "<p>Transfer to <span class=\"number\">\(account)</span>\(holder)\(reference).</p>")
    }
}
