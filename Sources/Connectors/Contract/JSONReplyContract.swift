import Core
import Standard
import Syntax

/// Draws the contract of a JSON reply from its sample.
struct JSONReplyContract {
    let reply: ReplyContract

    func root(_ node: Node) -> ContractPart { part(node, key: "", all: false, ReplyScope()) }

    private func part(_ node: Node, key: String, all: Bool, _ scope: ReplyScope) -> ContractPart {
        var ignored = Diagnostics()
        let member = SampleMember(node, &ignored)
        if let document = ReplyContract.document(member.marks[.form]?.value, Markup.Name("", key)) { return document }
        let optional = member.marks.optional(&ignored)
        let mayLack = optional == .this || ((all || optional == .all) && JSONReplySample.hasHole(member))
        let (content, means) = content(member, all: all || optional == .all, scope)
        return ContractPart(Markup.Name("", key), isOptional: mayLack, content, means: means)
    }

    private func content(_ member: SampleMember, all: Bool, _ scope: ReplyScope) -> (ContractPart.Content, means: String) {
        switch member.content {
        case .members(let members): (.parts(members.map { .part(part($0.value, key: $0.key, all: all, scope)) }), "")
        case .items(let items): (.items(items.flatMap { item($0, all: all, scope) }), "")
        case .text(let text):
            reply.value(text, steps: member.marks[.step], SamplePlace(member.span), scope).map { (.value($0.value), $0.means) }
                ?? (.value(.constant("")), "")
        case .number(let digits): (.value(ContractValue(.integer, words: [digits])), "Een vaste waarde.")
        case .boolean(let flag): (.value(ContractValue(.boolean, words: [flag ? "true" : "false"])), "Een vaste waarde.")
        case .nothing: (.anything, "Altijd null.")
        }
    }

    /// What an item of a list may be.
    private func item(_ node: Node, all: Bool, _ outer: ReplyScope) -> [ContractPart] {
        var ignored = Diagnostics()
        let member = SampleMember(node, &ignored)
        if member.marks[.whole] != nil { return reply.document.json() }
        let scope = member.marks[.each].map { reply.inside($0.value, outer) } ?? outer
        guard member.marks[.kinds] != nil else {
            let one = part(node, key: "", all: all, scope)
            return [member.marks[.fields] == nil ? one : JSONReplyContract.chosen(one)]
        }
        return member.kinds.compactMap { node in
            let kind = SampleMember(node, &ignored)
            guard kind.marks[.nothing] == nil, let names = kind.marks[.kind]?.value else { return nil }
            return part(node, key: names.split(separator: " ").joined(separator: "-"), all: all, reply.of(names, scope))
        }
    }

    /// The same where the request chooses which fields it is given: each may lack.
    private static func chosen(_ part: ContractPart) -> ContractPart {
        var part = part
        switch part.content {
        case .parts(let particles): part.content = .parts(particles.flatMap(\.parts).map { .part(chosen($0).lacking) })
        case .items(let items): part.content = .items(items.map { chosen($0) })
        case .value, .all, .list, .either, .anything, .refused: break
        }
        return part
    }
}
