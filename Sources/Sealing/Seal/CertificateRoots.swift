internal import COpenSSL
package import Core

/// The authorities that are believed for their own sake.
package struct CertificateRoots: Sendable {
    package let certificates: [Certificate]

    /// Nil when the file has no certificate or one that cannot be read.
    package init?(pem: [UInt8]) {
        guard let found = Certificate.all(inPEM: pem) else { return nil }
        certificates = found
    }

    package init(_ certificates: [Certificate]) { self.certificates = certificates }

    /// A store of OpenSSL with these authorities, that judges as of a moment; of the caller, who frees it. At least 112 bits of strength
    /// everywhere (level 2): SHA-1 and RSA of 1024 bits are not believed.
    ///
    /// - Parameter moment: nil leaves time out.
    func store(at moment: Instant?) -> OpaquePointer? {
        guard let store = X509_STORE_new() else { return nil }
        for certificate in certificates { X509_STORE_add_cert(store, certificate.x509) }
        guard let rules = X509_VERIFY_PARAM_new() else { return store }
        defer { X509_VERIFY_PARAM_free(rules) }
        X509_VERIFY_PARAM_set_auth_level(rules, 2)
        if let moment {
            X509_VERIFY_PARAM_set_time(rules, moment.epoch)
        } else {
            X509_VERIFY_PARAM_set_flags(rules, UInt(X509_V_FLAG_NO_CHECK_TIME))
        }
        X509_STORE_set1_param(store, rules)
        return store
    }

    /// The way from a certificate up to one of these authorities, the root last; nil when there is none.
    ///
    /// - Parameters:
    ///   - others: certificates that may lie between.
    ///   - moment: nil leaves time out.
    package func chain(of leaf: Certificate, through others: [Certificate], at moment: Instant?) -> [Certificate]? {
        defer { ERR_clear_error() }
        guard let store = store(at: moment), let context = X509_STORE_CTX_new(), let between = OPENSSL_sk_new_null() else { return nil }
        defer {
            X509_STORE_CTX_free(context)
            OPENSSL_sk_free(between)
            X509_STORE_free(store)
        }
        for other in others { OPENSSL_sk_push(between, UnsafeRawPointer(other.x509)) }
        guard X509_STORE_CTX_init(context, store, leaf.x509, between) == 1, X509_verify_cert(context) == 1,
            let chain = X509_STORE_CTX_get0_chain(context)
        else { return nil }
        var found: [Certificate] = []
        for at in 0..<OPENSSL_sk_num(chain) {
            guard let raw = OPENSSL_sk_value(chain, at) else { return nil }
            let x509 = OpaquePointer(raw)
            X509_up_ref(x509)
            guard let certificate = Certificate(owning: x509) else { return nil }
            found.append(certificate)
        }
        return found
    }
}
