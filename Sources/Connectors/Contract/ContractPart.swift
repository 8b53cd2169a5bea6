import Syntax

/// A part of a message as a contract shows it: an element of XML or a member of JSON, drawn from a vendor's sample.
struct ContractPart: Sendable {
    indirect enum Content: Sendable {
        /// A text.
        case value(ContractValue)
        /// Parts in this order (XML), or members in any (JSON).
        case parts([Particle])
        /// XML: parts in any order, each at most once.
        case all([ContractPart])
        /// JSON: a list whose items are each one of these.
        case items([ContractPart])
        /// JSON: a list of any number of these within bounds.
        case list(ContractPart, ClosedRange<Int>)
        /// JSON: one object or another.
        case either([ContractPart])
        /// Not read.
        case anything
        /// Refused when filled, with this sentence.
        case refused(String)
    }

    /// What stands at one place of a row of parts.
    indirect enum Particle: Sendable {
        case part(ContractPart)
        /// One of these rows; `isRepeated`: any number of times.
        case oneOf([[Particle]], isRepeated: Bool)
    }

    struct Attribute: Sendable {
        let name: Markup.Name
        var value: ContractValue
        var isRequired: Bool
        var means: String
    }

    /// JSON: the key, without a namespace.
    let name: Markup.Name
    /// Whether a message may lack it.
    var isOptional = false
    /// How often it may stand there; nil for any number of times.
    var most: Int? = 1
    /// JSON: whether other members may stand beside those that are known.
    var isOpen = false
    /// XML: whether it says by `xsi:nil` that there is nothing in it.
    var isNillable = false
    var attributes: [Attribute] = []
    var content: Content
    /// What it is, in Dutch; empty when nobody says.
    var means = ""

    init(_ name: Markup.Name, isOptional: Bool = false, _ content: Content, means: String = "") {
        self.name = name
        self.isOptional = isOptional
        self.content = content
        self.means = means
    }

    /// The same where a message may lack it.
    var lacking: ContractPart {
        var part = self
        part.isOptional = true
        return part
    }

    /// The parts below, whatever their order.
    var children: [ContractPart] {
        switch content {
        case .parts(let particles): particles.flatMap(\.parts)
        case .all(let parts), .items(let parts), .either(let parts): parts
        case .list(let part, _): [part]
        case .value, .anything, .refused: []
        }
    }
}

extension ContractPart.Particle {
    /// Every part that may stand here.
    var parts: [ContractPart] {
        switch self {
        case .part(let part): [part]
        case .oneOf(let rows, _): rows.joined().flatMap(\.parts)
        }
    }
}
