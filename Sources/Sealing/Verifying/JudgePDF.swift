import Core

extension Judge {
    /// A PDF that somebody brings: each step stands on the one before it.
    mutating func judge(pdf bytes: [UInt8]) {
        facts.kind = .pdf
        do throws(PDFMistake) {
            var file = try PDFReading(bytes)
            try judge(&file)
        } catch {
            switch error {
            case .encrypted: fail(.file, .encrypted)
            case .tooComplex: fail(.file, .tooLarge)
            case .malformed: fail(.file, .damaged)
            }
        }
    }

    private mutating func judge(_ file: inout PDFReading) throws(PDFMistake) {
        let bytes = file.bytes
        let signatures = try PDFSignature.all(in: &file)
        guard let signature = signatures.first else { return fail(.seal, .noSeal) }
        guard signatures.count == 1 else { return fail(.seal, .severalSeals) }
        guard let end = signature.end(in: bytes) else { return fail(.unchanged, .gapWrong) }
        guard signature.format == "ETSI.CAdES.detached" || signature.format == "adbe.pkcs7.detached",
            let message = SignedMessage(padded: signature.contents)
        else { return fail(.seal, .sealUnreadable) }
        facts.sealer = CertifiedName(message.leaf)
        facts.certificate = Digest(of: message.leaf.der)
        if let flaw = message.flaw(over: bytes[..<signature.place.lowerBound], bytes[signature.place.upperBound..<end]) {
            return fail(flaw == .contentDiffers || flaw == .signatureWrong ? .unchanged : .seal, flaw)
        }
        if end == bytes.count {
            hold(.unchanged, .wholeFile)
        } else if !signature.certifies, PDFAppendix.isValidationMaterial(in: file, behind: end) {
            hold(.unchanged, .validationMaterial)
        } else {
            return fail(.unchanged, .appended)
        }
        let proven = judge(timeOf: message, claimed: signature.claimed)
        judge(sealer: message.leaf, message.others, at: proven ?? now)
        if end < bytes.count { try judge(revocationOf: message, from: &file, at: proven ?? now) }
        try judge(dataIn: &file, sealedBy: message.leaf, at: proven ?? signature.claimed)
    }

    /// When it was sealed.
    /// - Returns: what a time stamp proves; nil when only the sealer says when.
    private mutating func judge(timeOf message: SignedMessage, claimed: Instant?) -> Instant? {
        guard let token = message.timeStamp else {
            judge(claimed: claimed, by: message.leaf)
            return nil
        }
        facts.moment = claimed
        do throws(HeldTimeStamp.Flaw) {
            let stamp = try HeldTimeStamp(token, about: message.signature, roots: trust.timeStamps)
            facts.moment = stamp.moment
            facts.timeStamper = CertifiedName(stamp.authority)
            if stamp.moment.epoch > now.epoch + Judge.tolerance {
                fail(.time, .timeInFuture)
                return nil
            }
            hold(.time, .timeStamped)
            return stamp.moment
        } catch {
            fail(.time, error == .unknown ? .timeStamperUnknown : .timeStampWrong)
            return nil
        }
    }

    /// Whether a revocation list behind the seal names its certificate. Lists of others, and of another time, say nothing.
    private mutating func judge(
        revocationOf message: SignedMessage, from file: inout PDFReading, at moment: Instant
    ) throws(PDFMistake) {
        let material = try file.resolved(try file.catalog()["DSS"]).map ?? [:]
        let lists = try file.resolved(material["CRLs"]).list ?? []
        guard let issuer = message.others.first(where: { $0.subject == message.leaf.issuer }), lists.count <= 64 else { return }
        for list in lists {
            guard let der = try file.stream(list) else { continue }
            do throws(SealFailure) {
                _ = try RevocationList(der, about: message.leaf, of: issuer, at: moment)
            } catch  where error == .certificateRevoked {
                return fail(.sealer, .certificateRevoked)
            } catch {}
        }
    }

    /// The JSON and the signatures inside: each must hold by itself, and belong to this document.
    private mutating func judge(
        dataIn file: inout PDFReading, sealedBy leaf: Certificate, at moment: Instant?
    ) throws(PDFMistake) {
        let files = try PDFAttachments.all(in: &file)
        if files.isEmpty { return fail(.file, .notOurs) }
        var data: [CompactSignature] = []
        for (name, content) in files.sorted(by: { $0.key < $1.key }) {
            if name.hasSuffix(".jws") {
                if files[name.dropLast(3) + "json"] == nil { return fail(.data, .dataIncomplete) }
                continue
            }
            guard name.hasSuffix(".json"), let signature = files[name.dropLast(4) + "jws"] else { return fail(.data, .dataIncomplete) }
            facts.contentHashes.append(Digest(of: content))
            guard let read = CompactSignature(signature), read.flaw == nil else { return fail(.data, .dataSignatureWrong) }
            guard read.payload == content else { return fail(.data, .dataDiffers) }
            guard read.leaf.der == leaf.der else { return fail(.data, .dataOtherSealer) }
            if let moment, abs(moment.epoch - read.claimed.epoch) > 86_400 { return fail(.data, .dataOtherTime) }
            data.append(read)
        }
        let numbers = try PDFNumbers.all(in: &file)
        let isOfThis = data.allSatisfy { one in numbers.isEmpty || one.about.map { numbers.contains($0.number) } ?? true }
        guard isOfThis else { return fail(.data, .dataOtherNumber) }
        hold(.data, .dataAgrees)
        judge(origin: data)
    }
}
