/// What a source is asked, as text with holes. A value is never part of the text: it is always a bound parameter.
///
/// Interpolating anything but a `Parameter` does not compile; the text itself comes from a literal or from a checked mapping file.
package struct Query: Sendable, Hashable {
    /// What a query may ask about; the driver binds it in the type the column has.
    package enum Parameter: String, Sendable, Hashable, CaseIterable {
        /// The citizen the inquiry is about.
        case bsn
    }

    package enum Segment: Sendable, Hashable {
        case text(String)
        case parameter(Parameter)
    }

    package let segments: [Segment]

    /// From a statement whose text was scanned and checked; see `SQLText` in Syntax.
    package init(checked segments: [Segment]) { self.segments = segments }

    /// The statement in a driver's own notation; the same parameter gets the same number each time.
    package func text(placeholder: (Int) -> String) -> String {
        segments.map { segment in
            switch segment {
            case .text(let text): text
            case .parameter(let parameter): placeholder(number(of: parameter))
            }
        }.joined()
    }

    /// The parameters in the order of their numbers.
    package var parameters: [Parameter] {
        var found: [Parameter] = []
        for case .parameter(let parameter) in segments where !found.contains(parameter) { found.append(parameter) }
        return found
    }

    private func number(of parameter: Parameter) -> Int { parameters.firstIndex(of: parameter)! + 1 }
}

extension Query: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) { segments = [.text(text)] }

    package init(stringInterpolation: Interpolation) { segments = stringInterpolation.segments }

    package struct Interpolation: StringInterpolationProtocol {
        var segments: [Segment] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func appendLiteral(_ literal: String) { segments.append(.text(literal)) }
        package mutating func appendInterpolation(_ parameter: Parameter) { segments.append(.parameter(parameter)) }
    }
}

/// How a source stores the BSN: an index is only used when it is compared with the column's own type.
package enum ParameterForm: String, Sendable, Hashable, CaseIterable {
    /// Nine characters, leading zeros kept: `char(9)`, `varchar`.
    case text
    /// A number, leading zeros lost.
    case number
}
