import Core
import Syntax

extension Steps {
    /// As StUF writes a tijdstip.
    static let yyyymmddhhmmss = Step(
        "yyyymmddhhmmss", "A moment as fourteen digits, the time it is in Amsterdam; of a day its first moment.", takes: [.date, .instant],
        makes: { _ in .text },
        units: "seconds, in Amsterdam", refuses: "nothing of its kind", pattern: "^[0-9]{14}$",
        examples: [
            Step.Example(.instant(Instant(epoch: 1_751_354_100)), .text("20250701091500")),
            Step.Example(day(2025, 7, 1), .text("20250701000000")),
            Step.Example(.integer(20_250_701), nil),
        ]
    ) { value throws(StepError) in
        let moment: Instant
        switch value {
        case .date(let date): moment = Instant(local: date, secondOfDay: 0)
        case .instant(let instant): moment = instant
        default: throw StepError("yyyymmddhhmmss")
        }
        let civil = moment.civil
        let output = Output(capacity: 64)
        output.digits(civil.year, 4)
        for part in [civil.month, civil.day, civil.hour, civil.minute, civil.second] { output.digits(part, 2) }
        return .text(String(decoding: output.bytes, as: UTF8.self))
    }
}
