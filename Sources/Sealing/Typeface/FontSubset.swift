/// A font as it goes into one document: only the letters used, numbered from 1; `.notdef` is 0 and never shown.
///
/// In the file: a `Type0` font with `Identity-H`, a `CIDFontType2` with `/CIDToGIDMap /Identity`, and `bytes` as its `/FontFile2`.
package struct FontSubset: Sendable {
    /// With its tag: `QXKZAB+Lato-Regular`. For `/BaseFont` (both) and `/FontName`.
    package let name: String
    /// A TrueType file (`/FontFile2`, `/Length1` is its count): glyf, loca, head, hhea, hmtx and maxp, without hints.
    package let bytes: [UInt8]
    /// By code from 0, in 1/1000 of the size: `/W [0 [ … ]]`. What `hmtx` says.
    package let widths: [Int]
    /// By code from 0: the one or more characters it stands for, for `/ToUnicode`. Empty for 0 and for parts that only other letters use:
    /// neither is ever shown.
    package let meanings: [[Unicode.Scalar]]
    package let metrics: FontMetrics
}
