import Core

/// What must be paid on one day, as an item of a list by date.
struct BillItem {
    let bill: DebtBill
    /// Named when the list is of several cases.
    let zaak: DebtOverview.Case?
    let language: Language

    var html: HTML {
        """
        <li class="\(bill.isLate ? "behind" : "")"><p class="day">\(language.money(bill.open))\(what)</p><p>\(until)</p>\(how)</li>
        """
    }

    private var what: HTML? { zaak.map { "<span class=\"what\">\($0.description)</span>" } }

    private var isCollected: Bool { bill.event.isDirectDebit && !bill.isLate }

    private var until: HTML {
        let due = bill.event.due.map { language.day($0) } ?? ""
        return bill.isLate
            ? language.write(
                "<span class=\"late\">Te laat.</span> U moest dit uiterlijk op \(due) betalen.",
                "<span class=\"late\">Overdue.</span> You had to pay this by \(due).")
            : isCollected
                ? language.write(
                    "Wij schrijven dit rond \(due) van uw rekening af. U hoeft niets te doen.",
                    "We will take this from your account around \(due). You do not have to do anything.")
                : language.write("Betaal dit uiterlijk op \(due).", "Pay this by \(due).")
    }

    private var how: HTML? {
        if isCollected { return nil }
        guard let account = bill.event.account else { return nil }
        let holder: HTML? = bill.event.accountHolder.map { language.write(" van \($0)", " of \($0)") }
        let reference: HTML? = bill.event.paymentReference.map {
            language.write(
                ". Zet erbij: betalingskenmerk <span class=\"number\">\($0)</span>",
                ". Add the payment reference <span class=\"number\">\($0)</span>")
        }
        return language.write(
            "<p>Maak over naar <span class=\"number\">\(account)</span>\(holder)\(reference).</p>",
            "<p>Transfer to <span class=\"number\">\(account)</span>\(holder)\(reference).</p>")
    }
}
