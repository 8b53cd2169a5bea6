/// Whom whoever verifies believes: root certificates, as DER. A listed certificate is believed whatever stands above it.
package struct TrustAnchors: Sendable, Equatable {
    /// Of who may seal documents.
    package let seals: [[UInt8]]
    /// Of time stamp authorities.
    package let timeStamps: [[UInt8]]

    package init(seals: [[UInt8]], timeStamps: [[UInt8]]) {
        self.seals = seals
        self.timeStamps = timeStamps
    }

    /// The same for both: what a certificate may do stands in itself.
    package init(_ roots: [[UInt8]]) { self.init(seals: roots, timeStamps: roots) }

    package func joined(with other: TrustAnchors) -> TrustAnchors {
        TrustAnchors(
            seals: seals + other.seals.filter { !seals.contains($0) },
            timeStamps: timeStamps + other.timeStamps.filter { !timeStamps.contains($0) })
    }
}
