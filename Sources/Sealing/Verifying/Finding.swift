extension Verification {
    /// What was found. Programs read the raw values: they do not change.
    package enum Finding: String, Sendable, CaseIterable {
        case tooLarge = "too_large"
        /// Neither a PDF, nor a JWS, nor JSON.
        case notADocument = "not_a_document"
        /// It begins as a PDF or a JWS, and cannot be read as one.
        case damaged
        case encrypted
        /// Sealed, but without the data a Blauwbrug puts in.
        case notOurs = "not_ours"

        case noSeal = "no_seal"
        /// A JSON without its signature proves nothing.
        case signatureMissing = "signature_missing"
        case severalSeals = "several_seals"
        case sealUnreadable = "seal_unreadable"
        /// SHA-1, RSA below 2048 bits, an algorithm that is not ours.
        case sealWeak = "seal_weak"

        case wholeFile = "whole_file"
        /// Behind the sealed bytes stands material for long-term validation (B-LT) and nothing else.
        case validationMaterial = "validation_material"
        case appended
        /// What is left out of the seal is more or other than the seal itself.
        case gapWrong = "gap_wrong"
        case contentDiffers = "content_differs"
        case signatureWrong = "signature_wrong"

        case sealerTrusted = "sealer_trusted"
        case sealerUnknown = "sealer_unknown"
        /// The certificate was not valid at the proven moment.
        case certificateExpired = "certificate_expired"
        case certificateNotYetValid = "certificate_not_yet_valid"
        /// The certificate is not for sealing documents.
        case certificatePurpose = "certificate_purpose"
        /// A revocation list in the file names the certificate.
        case certificateRevoked = "certificate_revoked"

        case timeStamped = "time_stamped"
        /// Only the sealer's own clock says when.
        case ownClock = "own_clock"
        case timeStampWrong = "time_stamp_wrong"
        case timeStamperUnknown = "time_stamper_unknown"
        case timeInFuture = "time_in_future"
        /// The sealer's clock names a moment at which its certificate was not valid.
        case timeOutsideCertificate = "time_outside_certificate"

        case dataAgrees = "data_agrees"
        /// An attached JSON is not what its signature signs.
        case dataDiffers = "data_differs"
        case dataSignatureWrong = "data_signature_wrong"
        /// An attached JSON without signature, or the other way around.
        case dataIncomplete = "data_incomplete"
        /// PDF and data are sealed with two certificates.
        case dataOtherSealer = "data_other_sealer"
        /// PDF and data were sealed more than a day apart.
        case dataOtherTime = "data_other_time"
        /// PDF and data have two document numbers.
        case dataOtherNumber = "data_other_number"

        case originKnown = "origin_known"
        /// The signature does not say which document and mapping it is of.
        case originUnknown = "origin_unknown"

        case complete
        case incomplete

        /// What the whole is worth when this fails.
        var verdict: Verdict {
            switch self {
            case .tooLarge, .notADocument, .damaged, .encrypted, .notOurs, .originUnknown: .unreadable
            case .noSeal, .signatureMissing, .sealWeak: .notSealed
            case .sealerUnknown, .certificatePurpose, .timeStamperUnknown: .unknownSealer
            case .certificateExpired, .certificateNotYetValid, .certificateRevoked, .timeInFuture, .timeOutsideCertificate: .expired
            case .incomplete: .incomplete
            case .severalSeals, .sealUnreadable, .appended, .gapWrong, .contentDiffers, .signatureWrong, .timeStampWrong, .dataDiffers,
                .dataSignatureWrong, .dataIncomplete, .dataOtherSealer, .dataOtherTime, .dataOtherNumber:
                .changed
            case .wholeFile, .validationMaterial, .sealerTrusted, .timeStamped, .ownClock, .dataAgrees, .originKnown, .complete: .genuine
            }
        }
    }
}
