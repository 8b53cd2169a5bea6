import Core
import Standard
import Testing

/// The explanation of totals and arrears is counted apart from the rendition: here both must say the same.
@Suite struct AccountTests {
    let tab: Tab

    init() throws { tab = try Tab() }

    private func compare(_ events: [CaseEvent], version: String = "4.1.0", at now: Instant = Tab.now) throws -> CaseAccount {
        let answer = tab.answer([FinancialCase(zaakkenmerk: "Z-1", events: events)])
        let rendition = try tab.standard.rendition(of: answer, about: Tab.citizen, in: version, at: now, as: .values)
        let rendered = try #require(rendition.documents.first?.cases.first)
        let account = try #require(tab.standard.accounts(of: answer, rendered: rendition).first?.cases.first)
        #expect(account.arrears == rendered.arrears)
        #expect(account.saldo == rendered.saldo)
        #expect(account.totals.contains { $0.isBalance })
        for total in account.totals {
            #expect(rendered.value(total.name, tab.standard, version) == .money(total.value), "\(total.name)")
            let sum = total.parts(of: account.counted).reduce(0) { $1.isAdded ? $0 + $1.part.amount.amount : $0 - $1.part.amount.amount }
            #expect(sum == total.value.amount)
        }
        for notice in account.notices {
            #expect(notice.open.amount + notice.payments.reduce(0) { $0 + $1.amount.amount } == notice.amount.amount)
        }
        // Of what is written alone, without what the version cannot show: the document is made of it.
        let notices = tab.standard.notices(of: rendered, version: version, at: now)
        #expect(notices.map(\.arrear) == account.notices.map(\.arrear))
        #expect(notices.reduce(0) { $0 + $1.arrear.amount } == rendered.due.amount)
        return account
    }

    /// Small numbers and few kenmerken, so that everything meets everything.
    @Test(arguments: 0..<400) func agreesWithTheRendition(_ seed: Int) throws {
        var random = Seeded(seed)
        let references = ["B-1", "B-2", nil]
        var notices: [String] = []
        var events: [CaseEvent] = []
        for number in 0..<random.below(14) {
            let day = "2025-0\(1 + random.below(8))-1\(random.below(4))"
            let amount = [0, 1000, 2500, 5000, 12_000][random.below(5)]
            let reference = references[random.below(3)]
            switch random.below(7) {
            case 0: events.append(try tab.imposed("O-\(number)", day, amount))
            case 1: events.append(try tab.remitted("K-\(number)", day, amount))
            case 2: events.append(try tab.corrected("C-\(number)", day, random.below(2) == 0 ? amount : -amount))
            case 3 where !notices.isEmpty:
                events.append(try tab.withdrawn("I-\(number)", day, notices[random.below(notices.count)]))
            case 4, 5: events.append(try tab.paid("M-\(number)", day, amount, reference: reference))
            default:
                let due = random.below(4) == 0 ? nil : "2025-0\(2 + random.below(7))-15"
                events.append(try tab.notice("V-\(number)", day, amount, due: due, reference: reference))
                notices.append("V-\(number)")
            }
        }
        for version in tab.standard.versions { _ = try compare(events, version: version) }
    }

    @Test func theExamplesOfTheReferenceAreExplained() throws {
        let taxes = try compare(Examples.taxes(tab).events)
        #expect(taxes.notices.map(\.withdrawnBy).map { $0 != nil } == [true, false])
        #expect(taxes.notices[0].payments.map(\.reason) == [.reference])
        _ = try compare(Examples.reclaim(tab).events, version: "3.0.0")
    }

    @Test func aPaymentIsSeenFromItsNotice() throws {
        let account = try compare([
            tab.imposed("O", "2025-01-01", 10_000), tab.paid("M-1", "2025-01-02", 1000, reference: "B"),
            tab.notice("V-1", "2025-01-03", 4000, due: "2025-02-01", reference: "B"),
            tab.notice("V-2", "2025-01-04", 6000, due: "2025-03-01"), tab.paid("M-2", "2025-01-05", 5000, reference: "B"),
            tab.paid("M-3", "2025-01-06", 500),
        ])
        #expect(account.notices[0].payments.map(\.reason) == [.beforehand, .reference])
        #expect(account.notices[0].payments.map(\.amount) == [Cents(1000), Cents(3000)])
        #expect(account.notices[1].payments.map(\.reason) == [.oldest, .oldest])
        #expect(account.notices[1].arrear == Cents(3500))
    }

    @Test func aReplacedNoticeSaysByWhich() throws {
        let account = try compare([
            tab.imposed("O", "2025-01-01", 4000), tab.notice("V-1", "2025-01-03", 4000, due: "2025-02-01", reference: "B"),
            tab.notice("V-2", "2025-03-03", 4000, due: "2025-04-01", reference: "B"),
        ])
        #expect(account.notices[0].replacedBy == 2)
        #expect(account.notices.map(\.stands) == [false, true])
    }
}

/// Numbers that are the same on every run.
private struct Seeded {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
