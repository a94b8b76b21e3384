package dev.casebook.verdicts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Verdicts on their way from one process to another: each a kind byte and its fields, texts as a
/// length and UTF-8. Reader and writer are of the same build; what is read is bounded, since the
/// writer may have died in the middle.
public final class VerdictStream {

  /// No text or list of a verdict comes near this.
  private static final int LENGTH_MAX = 4 * 1024 * 1024;

  private VerdictStream() {}

  public static void write(Verdict verdict, DataOutputStream out) throws IOException {
    switch (verdict) {
      case Verdict.Finding finding -> {
        head('F', finding, out);
        text(finding.subject(), out);
        text(finding.summary(), out);
        list(finding.evidence(), out, VerdictStream::evidence);
        out.writeInt(finding.evidenceCount());
        list(finding.walk(), out, VerdictStream::step);
        text(finding.cause(), out);
        text(finding.remedy(), out);
        list(finding.references(), out, VerdictStream::text);
      }
      case Verdict.Clear clear -> {
        head('C', clear, out);
        list(clear.walk(), out, VerdictStream::step);
      }
      case Verdict.NotApplicable apart -> head('N', apart, out);
      case Verdict.NoEvidence none -> {
        head('E', none, out);
        list(none.walk(), out, VerdictStream::step);
        list(none.missing(), out, VerdictStream::text);
      }
      case Verdict.Failed failed -> {
        head('X', failed, out);
        text(failed.reason(), out);
      }
    }
  }

  /// @throws IOException if the stream ends or is no verdict
  public static Verdict read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    var label = new NoteLabel(text(in), text(in), word(Severity.class, in), in.readBoolean());
    var snapshot = new SnapshotLabel(text(in), text(in));
    return switch (kind) {
      case 'F' ->
          new Verdict.Finding(
              label,
              snapshot,
              text(in),
              text(in),
              list(in, () -> new Evidence(text(in), text(in))),
              in.readInt(),
              list(in, () -> step(in)),
              text(in),
              text(in),
              list(in, () -> text(in)),
              "");
      case 'C' -> new Verdict.Clear(label, snapshot, list(in, () -> step(in)));
      case 'N' -> new Verdict.NotApplicable(label, snapshot);
      case 'E' ->
          new Verdict.NoEvidence(
              label, snapshot, list(in, () -> step(in)), list(in, () -> text(in)));
      case 'X' -> new Verdict.Failed(label, snapshot, text(in));
      default -> throw new IOException("no verdict begins with " + kind);
    };
  }

  private static void head(char kind, Verdict verdict, DataOutputStream out) throws IOException {
    out.writeByte(kind);
    text(verdict.note().id(), out);
    text(verdict.note().title(), out);
    text(verdict.note().severity().name(), out);
    out.writeBoolean(verdict.note().experimental());
    text(verdict.snapshot().source(), out);
    text(verdict.host(), out);
  }

  private static void evidence(Evidence evidence, DataOutputStream out) throws IOException {
    text(evidence.at(), out);
    text(evidence.text(), out);
  }

  private static void step(Step step, DataOutputStream out) throws IOException {
    text(step.hypothesis(), out);
    text(step.outcome().name(), out);
    list(step.missing(), out, VerdictStream::text);
  }

  private static Step step(DataInputStream in) throws IOException {
    return new Step(text(in), word(Step.Outcome.class, in), list(in, () -> text(in)));
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, LENGTH_MAX);
    out.writeInt(length);
    out.write(utf8, 0, length);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] utf8 = new byte[length(in)];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static <E extends Enum<E>> E word(Class<E> type, DataInputStream in) throws IOException {
    var name = text(in);
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new IOException("no " + type.getSimpleName() + " is called " + name, e);
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LENGTH_MAX) {
      throw new IOException("no verdict has a part of " + length);
    }
    return length;
  }

  private interface Write<T> {
    void write(T one, DataOutputStream out) throws IOException;
  }

  private interface Read<T> {
    T read() throws IOException;
  }

  private static <T> void list(List<T> list, DataOutputStream out, Write<T> write)
      throws IOException {
    out.writeInt(list.size());
    for (var one : list) {
      write.write(one, out);
    }
  }

  private static <T> List<T> list(DataInputStream in, Read<T> read) throws IOException {
    int size = length(in);
    var list = new ArrayList<T>();
    for (int i = 0; i < size; i++) {
      list.add(read.read());
    }
    return list;
  }
}
