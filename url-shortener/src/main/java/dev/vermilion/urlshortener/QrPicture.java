package dev.vermilion.urlshortener;

import io.nayuki.qrcodegen.QrCode;

/** QR codes as pictures. */
final class QrPicture {

    /** Light modules around the code, which the standard asks for: without them some cameras do not find it. */
    private static final int QUIET_ZONE = 4;

    private QrPicture() {}

    /** An SVG picture, dark on light in every theme, that scales to any size. */
    static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET_ZONE)
                            .append(' ')
                            .append(y + QUIET_ZONE)
                            .append("h1v1h-1z");
                }
            }
        }
        int side = code.size + 2 * QUIET_ZONE;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges" role="img">\
                <title>QR code</title><path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path fill="#000" d="%2$s"/></svg>
                """.formatted(side, path);
    }
}
