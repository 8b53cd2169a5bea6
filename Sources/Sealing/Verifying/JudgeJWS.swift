import Core

extension Judge {
    /// A JWS with what it signs inside.
    mutating func judge(jws bytes: [UInt8]) {
        facts.kind = .jws
        judge(bytes, json: nil)
    }

    /// A JSON and its JWS, two files.
    mutating func judge(json: [UInt8], _ signature: [UInt8]) {
        facts.kind = .json
        judge(signature, json: json)
    }

    private mutating func judge(_ bytes: [UInt8], json: [UInt8]?) {
        // Who saves text may end it with a line end; it is no part of the signature.
        var text = bytes[...]
        while let last = text.last, last == 0x0A || last == 0x0D { text.removeLast() }
        guard let read = CompactSignature(Array(text)) else { return fail(.seal, .sealUnreadable) }
        facts.sealer = CertifiedName(read.leaf)
        facts.certificate = Digest(of: read.leaf.der)
        if let flaw = read.flaw { return fail(flaw == .signatureWrong ? .unchanged : .seal, flaw) }
        if let json, json != read.payload { return fail(.data, .dataDiffers) }
        facts.contentHashes = [Digest(of: read.payload)]
        hold(.unchanged, .wholeFile)
        judge(claimed: read.claimed, by: read.leaf)
        judge(sealer: read.leaf, read.others, at: now)
        if json != nil { hold(.data, .dataAgrees) }
        judge(origin: [read])
    }
}
