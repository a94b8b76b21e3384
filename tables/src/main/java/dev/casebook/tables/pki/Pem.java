package dev.casebook.tables.pki;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The blocks of one kind in a PEM file (RFC 7468).
///
/// Words between the blocks, such as those of `openssl x509 -text`, are passed over, and so are
/// blocks of other kinds: a private key is neither decoded nor shown.
///
/// @param name what a block is, for people
/// @param labels what stands after `BEGIN`
/// @param bytesMax of one block's base64
record Pem(String name, Set<String> labels, int bytesMax) {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  Pem {
    labels = Set.copyOf(labels);
  }

  /// Takes a block, its number in the file from 1 on, and the line where it begins.
  interface Taker {
    void take(int position, byte[] der, Line begin);
  }

  /// Whether a text begins with such a block, or with these words and has one after them.
  boolean isHead(String head, String... words) {
    var text = head.stripLeading();
    for (var label : labels) {
      var begin = BEGIN + label + DASHES;
      if (text.startsWith(begin)) {
        return true;
      }
      for (var word : words) {
        if (text.startsWith(word) && text.contains(begin)) {
          return true;
        }
      }
    }
    return false;
  }

  void read(Text text, Rows<?> rows, Taker taker) {
    @Nullable Line begin = null;
    boolean wanted = false;
    boolean blocks = false;
    int position = 0;
    var base64 = new StringBuilder();
    for (var line : text.lines()) {
      var content = line.text().strip();
      if (content.startsWith(BEGIN)) {
        rejectUnended(begin, wanted, rows);
        blocks = true;
        begin = new Line(line.offset(), content);
        wanted = isWanted(content);
        base64.setLength(0);
      } else if (content.startsWith(END)) {
        if (begin != null && wanted) {
          decode(++position, base64.toString(), begin, rows, taker);
        }
        begin = null;
      } else if (begin != null && wanted && base64.length() <= bytesMax) {
        base64.append(content);
      }
    }
    rejectUnended(begin, wanted, rows);
    if (!blocks) {
      // What it holds instead is not shown: it may be a key.
      rows.reject(new Line(0, "…"), "neither PEM nor DER");
    }
  }

  private boolean isWanted(String begin) {
    return labels.stream().anyMatch(label -> begin.equals(BEGIN + label + DASHES));
  }

  private void rejectUnended(@Nullable Line begin, boolean wanted, Rows<?> rows) {
    if (begin != null && wanted) {
      rows.reject(begin, "a " + name + " without its end");
    }
  }

  private void decode(int position, String base64, Line begin, Rows<?> rows, Taker taker) {
    if (base64.length() > bytesMax) {
      rows.reject(begin, "a %s of more than %d KiB".formatted(name, bytesMax / 1024));
      return;
    }
    byte[] der;
    try {
      der = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      rows.reject(begin, "the " + name + " is damaged: not base64");
      return;
    }
    taker.take(position, der, begin);
  }
}
