import Core

/// What is counted of one column's sampled cells; the cells themselves are looked at and let go.
struct Evidence {
    /// Values beyond this are too many for a code.
    static let fewValues = 50

    private var seen = 0
    private var empty = 0
    private var padded = 0
    private var counts: [Shape: Int] = [:]
    private var zeroes = 0
    private var negative = 0
    private var binary = 0
    private var longest = 0
    /// Forgotten when the verdict is made.
    private var values: Set<[UInt8]> = []
    private var hasMany = false

    /// What one cell can be.
    private enum Shape { case bsn, digits9, amount, comma, dayNumber, day, dutchDay, moment, sign, yesNo, whole, plain }

    /// Takes in a cell; nil stands for NULL.
    mutating func take(_ cell: UnsafeBufferPointer<UInt8>?, isBinary: Bool) {
        guard let cell else { return }
        var text = Array(cell)
        if text.last == 0x20 { padded += 1 }
        while text.last == 0x20 { text.removeLast() }
        guard !text.isEmpty else {
            empty += 1
            return
        }
        seen += 1
        if isBinary { binary += 1 }
        if text.count > 1, text[0] == UInt8(ascii: "-") { negative += 1 }
        longest = max(longest, text.count)
        if !hasMany, values.insert(text).inserted, values.count > Evidence.fewValues * 2 { hasMany = true }
        for shape in Evidence.shapes(of: text) { counts[shape, default: 0] += 1 }
        if text.allSatisfy({ $0 == 0x30 }) { zeroes += 1 }
    }

    private static func shapes(of text: [UInt8]) -> [Shape] {
        var shapes: [Shape] = []
        let digits = text.allSatisfy { $0 &- 0x30 <= 9 }
        if digits {
            shapes.append(.whole)
            if text.count == 8 || text.count == 9 {
                let padded = String(repeating: "0", count: 9 - text.count) + String(decoding: text, as: UTF8.self)
                shapes.append(.digits9)
                if BSN(padded) != nil { shapes.append(.bsn) }
            }
            if text.count == 8, isDay(number(text[0..<4]), number(text[4..<6]), number(text[6..<8])) { shapes.append(.dayNumber) }
        }
        if isAmount(text, point: UInt8(ascii: ".")) { shapes.append(.amount) }
        if isAmount(text, point: UInt8(ascii: ",")) { shapes.append(.comma) }
        if text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            isDay(number(text[0..<4]), number(text[5..<7]), number(text[8..<10]))
        {
            if text.count == 10 { shapes.append(.day) } else if text.count >= 16 { shapes.append(.moment) }
        }
        if text.count == 10, text[2] == UInt8(ascii: "-"), text[5] == UInt8(ascii: "-"),
            isDay(number(text[6..<10]), number(text[3..<5]), number(text[0..<2]))
        {
            shapes.append(.dutchDay)
        }
        let word = String(decoding: text, as: UTF8.self).uppercased()
        if ["D", "C", "+", "-", "DB", "CR", "DEBET", "CREDIT"].contains(word) { shapes.append(.sign) }
        if ["J", "N", "Y", "JA", "NEE", "T", "F", "TRUE", "FALSE"].contains(word) { shapes.append(.yesNo) }
        return shapes
    }

    /// Digits with groups of three perhaps, a point, and two digits.
    private static func isAmount(_ text: [UInt8], point: UInt8) -> Bool {
        guard let at = text.lastIndex(of: point), text.count - at - 1 == 2, at > 0 else { return false }
        let group = point == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
        let whole = text[0] == UInt8(ascii: "-") ? text[1..<at] : text[0..<at]
        return !whole.isEmpty && whole.allSatisfy { $0 &- 0x30 <= 9 || $0 == group } && text[(at + 1)...].allSatisfy { $0 &- 0x30 <= 9 }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.allSatisfy { $0 &- 0x30 <= 9 } ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : -1
    }

    private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        (1900...2100).contains(year) && (1...12).contains(month) && (1...31).contains(day) || year == 9999
    }

    // MARK: The verdict

    /// - Parameter isKeyed: whether the column is a key or part of one, so that values that come back are references and no codes.
    func likenesses(name: String, type: String, family: ColumnFamily, isKeyed: Bool) -> [Likeness] {
        var found: [Likeness] = []
        let type = type.lowercased()
        if isBSN(name) { return [Likeness(.bsn)] }
        if let day = day(family) { found.append(day) }
        if found.isEmpty, let amount = amount(name, type, family, isKeyed) { found.append(amount) }
        if found.isEmpty, family == .text || family == .unknown || family == .boolean {
            if family != .boolean, all(.sign), values.count <= 2 {
                found.append(Likeness(.sign))
            } else if all(.yesNo), values.count <= 2 {
                if family != .boolean { found.append(Likeness(.yesNo)) }
            } else if !isKeyed, isCode {
                found.append(Likeness(.code, count: values.count))
            }
        }
        let isNumbering = ["nr", "id", "nummer"].contains { name.lowercased().hasSuffix($0) }
        if found.isEmpty, family == .integer, !isKeyed, !isNumbering, isCode, seen >= 4 * values.count, longest <= 3 {
            found.append(Likeness(.code, count: values.count))
        }
        let isFixed = (type.hasPrefix("char(") || type.hasPrefix("character(")) && !type.hasSuffix("(1)")
        if family == .text, padded > 0 || isFixed {
            found.append(Likeness(.padded))
        }
        return found
    }

    /// Whether nearly every cell that says something has the shape.
    private func all(_ shape: Shape, besides other: Int = 0) -> Bool {
        let count = counts[shape, default: 0]
        return count > 0 && (count + other) * 20 >= seen * 19
    }

    /// One number in eleven passes the 11-proef by chance: several must, or the name must say so.
    private func isBSN(_ name: String) -> Bool {
        let name = name.lowercased()
        let isNamed = ["bsn", "sofi", "burgerservice"].contains { name.contains($0) }
        if isNamed { return seen == 0 || all(.digits9) }
        return values.count >= 5 && all(.bsn)
    }

    private func day(_ family: ColumnFamily) -> Likeness? {
        switch family {
        case .date: return Likeness(.day)
        case .timestamp, .zonedTimestamp: return Likeness(.moment)
        case .integer, .decimal, .text, .unknown:
            if all(.dayNumber, besides: zeroes) { return Likeness(.dayNumber, count: zeroes) }
            if all(.day) { return Likeness(.day) }
            if all(.dutchDay) { return Likeness(.dutchDay) }
            return all(.moment) ? Likeness(.moment) : nil
        case .floating, .boolean: return nil
        }
    }

    private func amount(_ name: String, _ type: String, _ family: ColumnFamily, _ isKeyed: Bool) -> Likeness? {
        let name = name.lowercased()
        let isNamed = ["bedrag", "saldo", "bedr", "amount", "debet", "credit", "kosten", "openstaand", "rente", "cent", "hoofdsom"].contains
        {
            name.contains($0)
        }
        if binary > 0 || family == .floating { return isNamed || binary > 0 ? Likeness(.binaryAmount, count: negative) : nil }
        switch family {
        case .decimal:
            let scale = type.split(separator: ",").last.flatMap { Int($0.filter(\.isNumber)) } ?? 0
            return isNamed || type.contains(",") && scale == 2 || counts[.amount, default: 0] > 0 ? Likeness(.amount, count: negative) : nil
        case .text, .unknown:
            if all(.comma) || isNamed && counts[.comma, default: 0] * 2 > seen { return Likeness(.commaAmount, count: negative) }
            return all(.amount) ? Likeness(.amount, count: negative) : nil
        case .integer: return isNamed && !isKeyed ? Likeness(.wholeAmount, count: negative) : nil
        default: return nil
        }
    }

    private var isCode: Bool {
        !hasMany && seen > 0 && values.count <= Evidence.fewValues && longest <= 10 && seen >= 2 * values.count
    }
}
