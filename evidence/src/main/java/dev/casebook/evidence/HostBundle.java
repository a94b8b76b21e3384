package dev.casebook.evidence;

import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A collected host as a bundle of Casebook's own: a folder with the host's files under their
/// paths, outputs of commands in `commands/`, and a [Manifest].
public final class HostBundle {

  private static final int MODE = 0600;

  private final Collection.Collected collected;
  private final @Nullable Instant captured;
  private final Instant now;

  /// @param captured null where the host's own evidence tells
  HostBundle(Collection.Collected collected, @Nullable Instant captured, Instant now) {
    this.collected = collected;
    this.captured = captured;
    this.now = now;
  }

  /// What lies in a bundle.
  ///
  /// @param pieces files and outputs
  /// @param bytes of them
  /// @param unread what is not there, with the reason, by path
  public record Account(int pieces, long bytes, Map<String, String> unread) {}

  /// Puts it into an archive.
  ///
  /// @param folder its name there
  /// @param facts of the host
  /// @param version of this Casebook
  /// @throws IOException if the archive can't be written
  public Account into(TarWriter tar, String folder, HostFacts facts, String version)
      throws IOException {
    var manifest = Manifest.of(collected, captured);
    var pieces = new TreeMap<>(manifest.pieces());
    var sizes = new HashMap<String, Long>();
    collected
        .nodes()
        .all()
        .forEach((path, node) -> {
          if (node instanceof Node.File file) {
            sizes.put(path, file.size());
          }
        });
    var zone = facts.zoneIfKnown() == null ? "" : String.valueOf(facts.zoneIfKnown());
    // First, so that a bundle that is cut later still tells what was not whole.
    put(tar, folder, manifest.text(version, zone, sizes));
    for (var entry : new TreeMap<>(collected.nodes().all()).entrySet()) {
      var path = entry.getKey();
      switch (entry.getValue()) {
        case Node.File file -> {
          var cut = put(tar, folder + "/" + path, file);
          if (!cut.isEmpty()) {
            pieces.put(path, new Manifest.Piece(file.modified(), cut, false));
          }
        }
        case Node.Link(var target) -> link(tar, folder + "/" + path, target);
        case Node.Unreadable _, Node.NotKept _, Node.Folder _, Node.Absent _ -> {
          // The manifest tells of it, or there is nothing to tell.
        }
      }
    }
    if (!pieces.equals(manifest.pieces())) {
      put(tar, folder, whole(manifest, pieces).text(version, zone, sizes));
    }
    var unread = new TreeMap<String, String>();
    pieces.forEach((path, piece) -> {
      if (piece.unread()) {
        unread.put("/" + path, piece.reason());
      }
    });
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    return new Account(sizes.size(), bytes, unread);
  }

  private static Manifest whole(Manifest manifest, Map<String, Manifest.Piece> pieces) {
    return new Manifest(
        manifest.captured(), manifest.cut(), manifest.problems(), manifest.commands(), pieces);
  }

  private void put(TarWriter tar, String folder, String manifest) throws IOException {
    byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
    tar.add(
        member(folder + "/" + Manifest.PATH, Member.Kind.FILE, text.length, now, ""),
        text.length,
        new ByteArrayInputStream(text));
  }

  private void link(TarWriter tar, String path, String target) throws IOException {
    tar.add(
        member(path, Member.Kind.SYMBOLIC_LINK, 0, now, target), 0, InputStream.nullInputStream());
  }

  /// @return why bytes are missing: a log can be cut by its program while it is read; else empty
  private String put(TarWriter tar, String path, Node.File file) throws IOException {
    var modified = file.modified() == null ? now : file.modified();
    try (var in = new Padded(file.opening().open(), file.size())) {
      tar.add(member(path, Member.Kind.FILE, file.size(), modified, ""), file.size(), in);
      return in.lacking == 0 ? "" : "was cut by %,d bytes while it was read".formatted(in.lacking);
    }
  }

  private static Member member(
      String path, Member.Kind kind, long size, Instant modified, String target) {
    return new Member(path, kind, size, MODE, "", "", modified, target, false);
  }

  /// Bytes up to the size that was promised, zeros where there are fewer.
  private static final class Padded extends InputStream {
    private final InputStream in;
    private long left;
    private long lacking;

    Padded(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int wanted = (int) Math.min(length, left);
      int read = lacking > 0 ? -1 : some(to, offset, wanted);
      if (read < 0) {
        Arrays.fill(to, offset, offset + wanted, (byte) 0);
        lacking += wanted;
        read = wanted;
      }
      left -= read;
      return read;
    }

    private int some(byte[] to, int offset, int length) {
      try {
        return in.read(to, offset, length);
      } catch (IOException e) {
        return -1;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
