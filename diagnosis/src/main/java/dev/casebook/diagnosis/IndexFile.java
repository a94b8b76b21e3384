package dev.casebook.diagnosis;

import dev.casebook.diagnosis.NoteIndex.Edition;
import dev.casebook.diagnosis.NoteIndex.Entry;
import dev.casebook.formats.records.ForeignBytes;
import dev.casebook.formats.records.RecordCodec;
import dev.casebook.formats.records.TextForm;
import dev.casebook.query.Demand;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/// The form of a [NoteIndex] in a file: a [Head], each entry by itself, and a CRC-32 of all of it;
/// so the bytes of a thousand notes are never in memory together. A length of 4 bytes stands before
/// each piece.
final class IndexFile {

  /// A page has 256 KiB at most, and what is made of it hardly more.
  private static final int PIECE_BYTES_MAX = 4 << 20;

  private static final RecordCodec<Head> HEADS = RecordCodec.of(Head.class);

  private static final RecordCodec<Entry> ENTRIES =
      RecordCodec.of(
          Entry.class,
          new TextForm<>(Path.class, Path::toString, Path::of),
          new TextForm<>(Demand.class, Demand::text, Demand::of));

  private IndexFile() {}

  /// @param entries how many follow
  record Head(Instant written, int entries) {}

  /// @throws IOException if it can't be read, ends early or has another sum
  /// @throws ForeignBytes if a piece is none of ours
  static Edition read(Path file) throws IOException, ForeignBytes {
    try (var sum =
            new CheckedInputStream(
                new BufferedInputStream(Files.newInputStream(file)), new CRC32());
        var in = new DataInputStream(sum)) {
      var head = HEADS.decode(piece(in));
      var entries = new ArrayList<Entry>();
      for (int i = 0; i < head.entries(); i++) {
        entries.add(ENTRIES.decode(piece(in)));
      }
      long found = sum.getChecksum().getValue();
      if (in.readLong() != found || in.read() >= 0) {
        throw new IOException(file + " is damaged");
      }
      return new Edition(head.written(), entries);
    }
  }

  private static byte[] piece(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > PIECE_BYTES_MAX) {
      throw new IOException("a piece of " + length + " bytes");
    }
    byte[] piece = in.readNBytes(length);
    if (piece.length < length) {
      throw new EOFException("a piece is cut");
    }
    return piece;
  }

  static byte[] bytes(Edition edition) {
    var bytes = new ByteArrayOutputStream();
    var sum = new CheckedOutputStream(bytes, new CRC32());
    try (var out = new DataOutputStream(sum)) {
      write(out, HEADS.encode(new Head(edition.written(), edition.entries().size())));
      for (var entry : edition.entries()) {
        write(out, ENTRIES.encode(entry));
      }
      out.writeLong(sum.getChecksum().getValue());
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte[] piece) throws IOException {
    out.writeInt(piece.length);
    out.write(piece);
  }
}
