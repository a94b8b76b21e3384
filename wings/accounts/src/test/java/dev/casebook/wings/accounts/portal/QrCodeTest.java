package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Another library reads what is drawn.
class QrCodeTest {

  private static final Pattern SIDE = Pattern.compile("viewBox=\"0 0 ([0-9]+) ");
  private static final Pattern RUN = Pattern.compile("M([0-9]+) ([0-9]+)h([0-9]+)v1h-[0-9]+z");

  private static final int PIXELS = 8;

  @Test
  void aReaderGetsWhatWasWritten() throws Exception {
    var uri =
        "otpauth://totp/casebook:lihua?secret=D4LDJ6APVEK3TZ5ONOIF3GBLZGV7MAOT&issuer=casebook";
    var svg = Html.document(Html.tag("p", QrCode.svg(uri, "a code")));
    assertThat(read(svg)).isEqualTo(uri);
  }

  static String read(String svg) throws Exception {
    var sides = SIDE.matcher(svg);
    assertThat(sides.find()).isTrue();
    int side = Integer.parseInt(sides.group(1)) * PIXELS;
    var pixels = new int[side * side];
    Arrays.fill(pixels, 0xffffff);
    for (var run : RUN.matcher(svg).results().toList()) {
      int x = Integer.parseInt(run.group(1)) * PIXELS;
      int y = Integer.parseInt(run.group(2)) * PIXELS;
      int width = Integer.parseInt(run.group(3)) * PIXELS;
      for (int row = y; row < y + PIXELS; row++) {
        Arrays.fill(pixels, row * side + x, row * side + x + width, 0);
      }
    }
    var image = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
    return new QRCodeReader().decode(image, Map.of(DecodeHintType.PURE_BARCODE, true)).getText();
  }
}
