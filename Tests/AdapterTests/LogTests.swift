import Core
import Foundation
import Logging
import Sealing
import Synchronization
import Testing

@testable import Adapter

/// Names of exchanges, and the lines of the log.
@Suite struct LogTests {
    private static func object(_ line: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    // MARK: Names

    @Test func aReferenceIsAUUIDOfVersionSeven() {
        let milliseconds = 1_751_354_100_123
        let text = Reference.next(at: milliseconds)
        #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
        #expect(Int(text.prefix(13).replacing("-", with: ""), radix: 16) == milliseconds)
    }

    @Test func referencesSortByTime() {
        let times = [0, 1, 999, 1_000, 65_535, 65_536, 1_751_354_100_000, 1_751_354_100_001, 4_102_444_800_000]
        let names = times.map { Reference.next(at: $0) }
        #expect(names.sorted() == names)
    }

    @Test func referencesOfOneMomentDiffer() {
        let names = (0..<10_000).map { _ in Reference.next(at: 1_751_354_100_000) }
        #expect(Set(names).count == names.count)
        // 74 bits are random, in both halves.
        #expect(Set(names.map { $0.dropFirst(15).prefix(3) }).count > 3_000)
        #expect(Set(names.map { $0.suffix(12) }).count == names.count)
    }

    @Test func theClockIsTheWorlds() {
        let before = Int(Date().timeIntervalSince1970 * 1_000)
        let now = Clock.milliseconds
        #expect(now >= before - 1 && now <= Int(Date().timeIntervalSince1970 * 1_000) + 1)
    }

    // MARK: Lines

    @Test func aLineIsOneObject() throws {
        let line = LogLine(level: .warning)
        line.field("event", "proef")
        line.field("niets", nil as String?)
        line.field("aantal", -12)
        let text = line.text
        #expect(text.hasSuffix("}\n"))
        #expect(text.count { $0 == "\n" } == 1)
        let object = try LogTests.object(text)
        #expect(Set(object.keys) == ["time", "level", "event", "aantal"])
        #expect(object["level"] as? String == "warning")
        #expect(object["event"] as? String == "proef")
        #expect(object["aantal"] as? Int == -12)
        let time = try #require(object["time"] as? String)
        #expect(time.wholeMatch(of: /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00/) != nil)
    }

    /// Whatever a value holds, it comes back as it was and ends no line.
    @Test(arguments: [
        "", "\"", "\\", "a\nb\r\tc", "\u{0}\u{1F}\u{7F}", "\",\"level\":\"fatal", "é€😀", "</script>", "\u{2028}", "e\u{301}",
    ])
    func aValueIsEscaped(_ value: String) throws {
        let line = LogLine(level: .info)
        line.field("detail", value)
        line.field("na", 1)
        let text = line.text
        #expect(text.utf8.count { $0 < 0x20 } == 1)
        let object = try LogTests.object(text)
        #expect(object["detail"] as? String == value)
        #expect(object["na"] as? Int == 1)
        #expect(object["level"] as? String == "info")
    }

    @Test func aValueIsCutAtOneKibibyte() throws {
        for (count, kept) in [(1_023, 1_023), (1_024, 1_024), (1_025, 1_024), (100_000, 1_024)] {
            let line = LogLine(level: .info)
            line.field("detail", String(repeating: "a", count: count))
            #expect((try LogTests.object(line.text)["detail"] as? String)?.utf8.count == kept)
        }
    }

    @Test func aValueIsCutBetweenCharacters() throws {
        let line = LogLine(level: .info)
        line.field("detail", "a" + String(repeating: "é", count: 2_000))
        let detail = try #require(try LogTests.object(line.text)["detail"] as? String)
        #expect(detail.utf8.count == 1_023)
        #expect(detail.hasSuffix("é"))
    }

    // MARK: Events

    private static let exchange = Event.Exchange(
        reference: "r-1", listener: "service", caller: "eform", vendor: "soap", tenant: "proefstad", status: 500,
        situation: "source_failed",
        complete: false, leftOut: 3, microseconds: 1_234, bytes: 56)

    private static let doors: [GatewayEvent] = [
        .listening(listener: "service", port: 8443), .connectionRefused(listener: "service", perAddress: true),
        .handshakeFailed(listener: "service", connection: 1, because: .suite), .timedOut(listener: "service", connection: 2, in: .body),
        .refused(listener: "service", connection: 3, because: .malformed), .abandoned(listener: "service", connection: 4, milliseconds: 5),
        .acceptPaused(listener: "service"), .drained(cut: 1, milliseconds: 2),
    ]

    private static let journals: [JournalEvent] = [
        .opened(chain: "c", next: 1), .recovered(file: "f", bytes: 2), .failed(.system(call: "write", errno: 28)), .restored,
        .rotated(segment: "s"),
    ]

    private static let events: [Event] =
        [
            .starting(version: "0.1.0", catalogue: "abc", tenants: 1, vendors: 2), .exchanged(exchange),
            .sourceFailed(reference: "r-1", tenant: "proefstad", plan: "heffingen", kind: "data", detail: "mappings/x.yaml:31"),
            .differs(reference: "r-1", tenant: "proefstad", plan: "heffingen", detail: "mappings/x.yaml:60"),
            .violation(reference: "r-1", tenant: "proefstad", place: "zaak 1", rule: "pattern"),
            .unrecorded(reference: "r-1", error: "full"), .draining, .stopped,
            .reloaded(
                Event.Reload(
                    outcome: "refused", cause: "watch", catalogue: "abc", errors: 1, code: "MAP204", place: "mappings/x.yaml:31:5",
                    because: "b", restart: "limits", milliseconds: 2)),
            .diagnosed(code: "MAP204", isError: true, place: "mappings/x.yaml:31:5", message: "m", hint: "h"),
            .planOutOfService(tenant: "proefstad", plan: "heffingen", source: "heffingen", detail: "d"),
            .planInService(tenant: "proefstad", plan: "heffingen"),
            .simulated(
                reference: "r-1", vendor: "soap", question: "schuldenoverzicht", citizen: "down", situation: "source_failed", said: "s"),
        ] + doors.map { .door($0) } + journals.map { .journal($0) } + seals.map { .seal($0) } + pages.map { .site($0) } + [
            .notCertified(reference: "r-1", tenant: "proefstad", because: "key_unavailable")
        ]

    private static let pages: [PublicEvent] = [
        .checked("known", way: "file"), .limited, .fetched("document"), .registerFailed("busy 5"),
    ]

    private static let seals: [SealEvent] = [
        .failed(tenant: "proefstad", .keyUnavailable), .withoutTimeStamp(tenant: "proefstad", .timeStampTimeout),
        .expires(tenant: "proefstad", days: 12), .keyAbsent(tenant: "proefstad", .keyTimeout),
    ]

    /// A new case does not compile here, so that it gets its sample above.
    private static func kind(_ event: Event) -> Int {
        switch event {
        case .starting: 0
        case .exchanged: 1
        case .sourceFailed: 2
        case .violation: 3
        case .differs: 20
        case .unrecorded: 4
        case .draining: 5
        case .stopped: 6
        case .door(let door):
            switch door {
            case .listening: 7
            case .connectionRefused: 8
            case .handshakeFailed: 9
            case .timedOut: 10
            case .refused: 11
            case .abandoned: 12
            case .acceptPaused: 13
            case .drained: 14
            }
        case .journal(let journal):
            switch journal {
            case .opened: 15
            case .recovered: 16
            case .failed: 17
            case .restored: 18
            case .rotated: 19
            }
        case .reloaded: 24
        case .diagnosed: 21
        case .planOutOfService: 22
        case .planInService: 23
        case .simulated: 25
        case .seal(let seal):
            switch seal {
            case .failed: 26
            case .withoutTimeStamp: 27
            case .expires: 28
            case .keyAbsent: 29
            }
        case .site(let page):
            switch page {
            case .checked: 30
            case .limited: 31
            case .fetched: 32
            case .registerFailed: 33
            }
        case .notCertified: 34
        }
    }

    @Test func everyEventHasASample() { #expect(Set(LogTests.events.map(LogTests.kind)) == Set(0...34)) }

    /// Names, numbers and classes, down to the last field. A type that holds a citizen's data (`BSN`, `Cents`, `Value`, `Node`, `Request`, bytes)
    /// is none of these.
    @Test(arguments: LogTests.events) func anEventHasNoFieldForADatum(_ event: Event) {
        LogTests.look(at: event, path: "event")
    }

    private static func look(at value: Any, path: String) {
        switch value {
        case is String, is Int, is UInt64, is Int32, is Bool, is Pace.Phase, is Refusal, is HandshakeFailure, is SealFailure: return
        default: break
        }
        let mirror = Mirror(reflecting: value)
        if mirror.children.isEmpty {
            let isKnown = value is Event || value is PublicEvent || value is JournalEvent || value is GatewayEvent || value is JournalError
            #expect(isKnown, "\(path) is a \(type(of: value))")
            return
        }
        for child in mirror.children { look(at: child.value, path: "\(path).\(child.label ?? "?")") }
    }

    @Test(arguments: LogTests.events) func anEventIsOneLine(_ event: Event) throws {
        let (lines, logger) = LogTests.logger(.trace)
        event.log(to: logger)
        let line = try #require(lines.all.first)
        #expect(lines.all.count == 1)
        #expect(line.text.hasSuffix("}\n"))
        let object = try LogTests.object(line.text)
        #expect((object["event"] as? String)?.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil)
        #expect(object["level"] as? String == line.level.rawValue)
        for value in object.values { #expect(value is String || value is Int) }
    }

    @Test func everyEventHasItsOwnName() throws {
        let (lines, logger) = LogTests.logger(.trace)
        for event in LogTests.events { event.log(to: logger) }
        let names = try lines.all.map { try #require(try LogTests.object($0.text)["event"] as? String) }
        #expect(Set(names).count == LogTests.events.count)
    }

    @Test func anExchangeTellsAllOfItself() throws {
        let (lines, logger) = LogTests.logger(.info)
        Event.exchanged(LogTests.exchange).log(to: logger)
        let object = try LogTests.object(try #require(lines.all.first).text)
        #expect(object["reference"] as? String == "r-1")
        #expect(object["caller"] as? String == "eform")
        #expect(object["status"] as? Int == 500)
        #expect(object["situation"] as? String == "source_failed")
        #expect(object["complete"] as? String == "no")
        #expect(object["microseconds"] as? Int == 1_234)
        #expect(object["bytes"] as? Int == 56)
        #expect(object["left_out"] as? Int == 3)
    }

    /// What must wake somebody is louder than what happens all day, and a quiet log leaves the latter out.
    @Test func aQuietLogKeepsWhatMatters() throws {
        let (lines, logger) = LogTests.logger(.error)
        for event in LogTests.events { event.log(to: logger) }
        let names = try lines.all.map { try LogTests.object($0.text)["event"] as? String }
        #expect(
            names == [
                "source_failed", "differs", "violation", "unrecorded", "reloaded", "diagnosed", "mapping_out_of_service", "journal_failed",
                "seal_failed", "seal_key_absent", "register_failed", "not_certified",
            ])
        #expect(lines.all.filter { $0.level == .critical }.count == 2)
    }

    private static func logger(_ level: Logger.Level) -> (LogCollector, Logger) {
        let lines = LogCollector()
        var logger = Logger(label: "proef") { _ in CollectingHandler(lines: lines) }
        logger.logLevel = level
        return (lines, logger)
    }
}

/// The lines a test's logger took.
final class LogCollector: Sendable {
    private let taken = Mutex<[(level: Logger.Level, text: String)]>([])

    func add(_ level: Logger.Level, _ text: String) { taken.withLock { $0.append((level, text)) } }

    var all: [(level: Logger.Level, text: String)] { taken.withLock { $0 } }
}

private struct CollectingHandler: LogHandler {
    let lines: LogCollector
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    init(lines: LogCollector) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.add(event.level, event.message.description) }
}
