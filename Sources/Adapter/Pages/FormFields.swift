/// The fields of a form as a browser posts it (`application/x-www-form-urlencoded`, WHATWG URL 5.1), or those of a query.
struct FormFields: Sendable {
    private let fields: [(name: String, value: String)]

    /// Nil when it is no such form, not UTF-8, or has more than 32 fields: no page of ours asks that much.
    init?(_ bytes: some Collection<UInt8>) {
        var fields: [(name: String, value: String)] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let mark = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard fields.count < 32, let name = FormFields.text(pair[..<mark]), let value = FormFields.text(pair[mark...].dropFirst())
            else {
                return nil
            }
            fields.append((name, value))
        }
        self.fields = fields
    }

    /// The first field of that name.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    private static func text(_ bytes: some Collection<UInt8>) -> String? {
        var plain: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        return String(validating: plain, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
