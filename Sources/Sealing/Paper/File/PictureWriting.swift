/// Pictures in a file (ISO 32000-1, 8.9).
extension Picture {
    /// Writes it as an image, with what shines through it. Returns its object.
    func write(into file: inout PDFFile) -> Int {
        let object = file.reserve()
        var entries = entries(bits: bits)
        entries.write("/ColorSpace")
        if palette.isEmpty {
            entries.write("/DeviceRGB")
        } else {
            entries.write("[/Indexed/DeviceRGB ")
            entries.write(palette.count / 3 - 1)
            entries.write("<")
            for byte in palette { entries.write(hex: byte) }
            entries.write(">]")
        }
        if let packedMask {
            let mask = file.reserve()
            var own = self.entries(bits: 8)
            own.write("/ColorSpace/DeviceGray")
            file.addStream(own, packedMask, .alreadyPacked, as: mask)
            entries.write("/SMask ")
            entries.write(reference: mask)
        }
        file.addStream(entries, packedPixels, .alreadyPacked, as: object)
        return object
    }

    private func entries(bits: Int) -> PDFBytes {
        var out = PDFBytes("/Type/XObject/Subtype/Image/BitsPerComponent ")
        out.write(bits)
        out.write("/Width ")
        out.write(width)
        out.write("/Height ")
        out.write(height)
        return out
    }
}
