package dev.casebook.redaction;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes a text with tokens in the place of what tells whose it is.
final class WritingPass extends TextPass {

  private static final int PEM_LINE = 64;

  private final Knowledge knowledge;
  private final LineScanner scanner;
  private final Replacement replacement;
  private final HexAddresses hex;
  private final @Nullable Local local;
  private final OutputStream out;

  /// Where in the line everything is written.
  private int written;

  WritingPass(Knowledge knowledge, LineScanner scanner, String file, OutputStream out) {
    this.knowledge = knowledge;
    this.scanner = scanner;
    this.replacement = knowledge.replacement();
    this.hex = HexAddresses.of(file);
    this.local = knowledge.local(file);
    this.out = out;
  }

  @Override
  void line(byte[] line, int from, int to) throws IOException {
    if (hex.isIn(line, from, to)) {
      var text = new String(line, from, to - from, StandardCharsets.ISO_8859_1);
      var hits = hex.in(line, from, to);
      var whole = replaced(text, from, hits).getBytes(StandardCharsets.ISO_8859_1);
      write(whole, 0, whole.length);
    } else {
      write(line, from, to);
    }
  }

  private String replaced(String line, int from, List<Hit> hits) {
    var text = new StringBuilder();
    int done = 0;
    for (var hit : hits) {
      text.append(line, done, hit.start() - from).append(replacement.of(hit));
      done = hit.end() - from;
    }
    return text.append(line, done, line.length()).toString();
  }

  /// The same without what is known by the file alone.
  void write(byte[] line, int from, int to) throws IOException {
    written = from;
    var failure = new IOException[1];
    scanner.scan(
        line,
        from,
        to,
        local,
        hit -> {
          try {
            out.write(line, written, hit.start() - written);
            out.write(replacement.of(hit).getBytes(StandardCharsets.UTF_8));
            written = hit.end();
            knowledge.learnLate(hit);
          } catch (IOException e) {
            failure[0] = e;
          }
        });
    if (failure[0] != null) {
      throw failure[0];
    }
    out.write(line, written, to - written);
  }

  @Override
  void certificate(String body, byte[] der) throws IOException {
    var renamed = Der.renamed(der, new CertificateNames(knowledge, false));
    if (renamed.isEmpty()) {
      key(body);
      return;
    }
    var lines = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(renamed.get());
    out.write((lines + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static final Pattern SPACES = Pattern.compile("\\s+");

  @Override
  void key(String body) throws IOException {
    var token = knowledge.tokens.of(Kind.SECRET, SPACES.matcher(body).replaceAll(""));
    out.write((token + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}
