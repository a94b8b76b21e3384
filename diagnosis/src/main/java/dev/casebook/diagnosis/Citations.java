package dev.casebook.diagnosis;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.Ledger;
import dev.casebook.tables.logs.LogReading;
import dev.casebook.verdicts.Evidence;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Turns origins into what a person can check: file, line number and the line.
final class Citations {

  /// A proof is read by a tired engineer: a few lines, the rest counted.
  private static final int SHOWN_MAX = 5;

  /// Of a long line this much is shown, from where the row begins in it.
  private static final int TEXT_BYTES_MAX = 400;

  private final Ledger ledger;

  Citations(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Whether a row of the snapshot has this origin.
  boolean knows(long origin) {
    return ledger.place(origin).isPresent();
  }

  /// The first of these origins in the order of their logs.
  List<Evidence> of(Collection<Long> origins) {
    var shown = origins.stream().distinct().sorted().limit(SHOWN_MAX).toList();
    var evidence = new ArrayList<Evidence>();
    int from = 0;
    while (from < shown.size()) {
      int to = from + 1;
      while (to < shown.size() && artifact(shown.get(to)).equals(artifact(shown.get(from)))) {
        to++;
      }
      cite(artifact(shown.get(from)), shown.subList(from, to), evidence);
      from = to;
    }
    return evidence;
  }

  private Artifact artifact(long origin) {
    return place(origin).artifact();
  }

  private Ledger.Place place(long origin) {
    return ledger
        .place(origin)
        .orElseThrow(() -> new IllegalStateException("no artifact has the origin " + origin));
  }

  private void cite(Artifact artifact, List<Long> origins, List<Evidence> evidence) {
    var quoting = ledger.quoting(artifact);
    if (quoting.isPresent()) {
      quote(artifact, quoting.get(), origins, evidence);
    } else {
      citeLines(artifact, origins, evidence);
    }
  }

  /// What has no lines is shown as its own kind says.
  private void quote(
      Artifact artifact, Ledger.Quoting quoting, List<Long> origins, List<Evidence> evidence) {
    try (var bytes = artifact.map()) {
      for (long origin : origins) {
        var quote = quoting.quote(bytes, place(origin).offset());
        var position = quote.position().isEmpty() ? "" : ":" + quote.position();
        evidence.add(new Evidence(artifact.place() + position, quote.text()));
      }
    } catch (IOException e) {
      evidence.add(unreadable(artifact, e));
    }
  }

  private static Evidence unreadable(Artifact artifact, IOException e) {
    return new Evidence(artifact.place(), "(can't be read again: " + e.getMessage() + ")");
  }

  /// Reads the artifact once, up to the last line that is cited.
  private void citeLines(Artifact artifact, List<Long> origins, List<Evidence> evidence) {
    try (var in = new BufferedInputStream(LogReading.open(artifact), 1 << 16)) {
      long position = 0;
      long line = 1;
      for (long origin : origins) {
        long offset = place(origin).offset();
        while (position < offset) {
          int next = in.read();
          if (next < 0) {
            break;
          }
          position++;
          line += next == '\n' ? 1 : 0;
        }
        in.mark(TEXT_BYTES_MAX + 8);
        evidence.add(new Evidence(artifact.place() + ":" + line, text(in)));
        in.reset();
      }
    } catch (IOException e) {
      evidence.add(unreadable(artifact, e));
    }
  }

  private static String text(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int next = in.read();
    var object = next == '{' ? new JsonObjectEnd() : null;
    while (next >= 0 && next != '\n' && bytes.size() < TEXT_BYTES_MAX) {
      bytes.write(next);
      if (object != null && object.isAt(next)) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
      next = in.read();
    }
    var text = bytes.toString(StandardCharsets.UTF_8);
    if (bytes.size() == TEXT_BYTES_MAX && next >= 0 && next != '\n') {
      return text + "…";
    }
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /// Finds where a JSON object ends, so that of a line with many only the row's own is shown.
  private static final class JsonObjectEnd {

    private int depth;
    private boolean inText;
    private boolean escaped;

    /// Whether this byte, the next of the object, closes it.
    boolean isAt(int next) {
      if (inText) {
        inText = escaped || next != '"';
        escaped = !escaped && next == '\\';
        return false;
      }
      switch (next) {
        case '"' -> inText = true;
        case '{' -> depth++;
        case '}' -> depth--;
        default -> {
          // Between the tokens that matter.
        }
      }
      return depth == 0;
    }
  }
}
