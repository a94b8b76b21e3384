package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

/// A QR code as SVG in the page.
final class QrCode {

  /// Modules around it that stay light (ISO/IEC 18004).
  private static final int QUIET = 4;

  private QrCode() {}

  static Html svg(String text, String label) {
    var code = io.nayuki.qrcodegen.QrCode.encodeText(text, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
    int side = code.size + 2 * QUIET;
    return tag(
            "svg",
            tag("rect").with("class", "light").with("width", "100%").with("height", "100%"),
            tag("path").with("class", "dark").with("d", path(code)))
        .with("class", "qr")
        .with("role", "img")
        .with("aria-label", label)
        .with("shape-rendering", "crispEdges")
        .with("viewBox", "0 0 %d %d".formatted(side, side));
  }

  /// A rectangle for each run of dark modules in a row.
  private static String path(io.nayuki.qrcodegen.QrCode code) {
    var path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int start = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > start) {
          int run = x - start;
          path.append("M%d %dh%dv1h-%dz".formatted(start + QUIET, y + QUIET, run, run));
        }
      }
    }
    return path.toString();
  }
}
