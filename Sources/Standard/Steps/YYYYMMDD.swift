import Core
import Syntax

extension Steps {
    static let yyyymmdd = Step(
        "yyyymmdd", "A day as eight digits, of a moment the day it is in Amsterdam.", takes: [.date, .instant], makes: { _ in .text },
        units: "days in Amsterdam", refuses: "a moment outside the years 1 to 9999", pattern: "^[0-9]{8}$",
        examples: [
            Step.Example(day(2025, 7, 1), .text("20250701")),
            Step.Example(.instant(Instant(epoch: 1_751_326_200)), .text("20250701")),
            Step.Example(.text("2025-07-01"), nil),
        ]
    ) { value throws(StepError) in
        let day: CalendarDate? =
            switch value {
            case .date(let date): date
            case .instant(let instant): instant.localDate
            default: nil
            }
        guard let day else { throw StepError("yyyymmdd") }
        let output = Output(capacity: 64)
        output.digits(Int(day.year), 4)
        output.digits(Int(day.month), 2)
        output.digits(Int(day.day), 2)
        return .text(String(decoding: output.bytes, as: UTF8.self))
    }
}
