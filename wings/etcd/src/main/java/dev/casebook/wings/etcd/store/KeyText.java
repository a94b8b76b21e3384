package dev.casebook.wings.etcd.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A key as text from which its bytes can be told again: UTF-8, and `\xNN` for each byte that is
/// none. A backslash that would be read so stands as `\x5c`.
///
/// Nearly every key is its own text. Two keys never have the same.
public final class KeyText {

  private static final Pattern ESCAPE = Pattern.compile("\\\\x(?=[0-9a-fA-F]{2})");

  private static final int ESCAPE_CHARS = 4;

  private KeyText() {}

  /// The text of a key.
  public static String of(byte[] key) {
    var text = new String(key, UTF_8);
    return text.indexOf('\uFFFD') < 0 && text.indexOf('\\') < 0 ? text : escaped(key);
  }

  private static String escaped(byte[] key) {
    var text = new StringBuilder();
    var decoder = UTF_8.newDecoder();
    var in = ByteBuffer.wrap(key);
    var out = CharBuffer.allocate(key.length);
    var result = CoderResult.OVERFLOW;
    while (!result.isUnderflow()) {
      result = decoder.decode(in, out, true);
      text.append(ESCAPE.matcher(out.flip()).replaceAll("\\\\x5cx"));
      out.clear();
      for (var i = 0; result.isError() && i < result.length(); i++) {
        text.append("\\x").append(HexFormat.of().toHexDigits(in.get()));
      }
      decoder.reset();
    }
    return text.toString();
  }

  /// The key that a text means. What is no escape stands for itself.
  public static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream(text.length());
    var escape = ESCAPE.matcher(text);
    var at = 0;
    while (escape.find(at)) {
      bytes.writeBytes(text.substring(at, escape.start()).getBytes(UTF_8));
      at = escape.start() + ESCAPE_CHARS;
      bytes.write(HexFormat.fromHexDigits(text, escape.start() + 2, at));
    }
    bytes.writeBytes(text.substring(at).getBytes(UTF_8));
    return bytes.toByteArray();
  }

  /// The text of the key that a person's text means: capitals in escapes and needless ones are
  /// gone.
  public static String usual(String text) {
    return text.indexOf('\\') < 0 ? text : of(bytes(text));
  }
}
