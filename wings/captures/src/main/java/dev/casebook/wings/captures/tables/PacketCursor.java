package dev.casebook.wings.captures.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.ColumnWriter;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.RowCursor;
import dev.casebook.wings.captures.dissect.Addresses;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.EtherType;
import dev.casebook.wings.captures.dissect.Protocol;
import dev.casebook.wings.captures.dissect.TcpFlags;
import dev.casebook.wings.captures.format.FrameReader;
import dev.casebook.wings.captures.format.LinkType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A walk over all frames of all captures of a snapshot.
final class PacketCursor implements RowCursor {

  /// What a person reads to the end.
  private static final int SHORTCOMINGS_MAX = 10;

  /// Columns for which a frame need not be taken apart.
  private static final Set<String> OUTSIDE =
      Set.of("file", "frame", "time", "interface", "link", "bytes", "captured_bytes");

  private final Snapshot snapshot;
  private final Deque<Artifact> pending;
  private final boolean anyCapture;
  private final boolean looksInside;
  private final List<String> shortcomings = new ArrayList<>();
  private final byte[] scratch = new byte[Addresses.TEXT_MAX];
  private @Nullable Artifact capture;
  private @Nullable InputStream in;
  private @Nullable CaptureWalk walk;

  private PacketCursor(Snapshot snapshot, boolean looksInside) {
    this.snapshot = snapshot;
    this.pending = new ArrayDeque<>(CaptureFiles.of(snapshot));
    this.anyCapture = !pending.isEmpty();
    this.looksInside = looksInside;
  }

  static PacketCursor open(Snapshot snapshot, Set<String> columns) {
    return new PacketCursor(snapshot, !OUTSIDE.containsAll(columns));
  }

  @Override
  public boolean next() {
    while (true) {
      if (walk != null) {
        if (looksInside ? walk.next() : walk.step()) {
          return true;
        }
        leave();
      }
      capture = pending.poll();
      if (capture == null) {
        return false;
      }
      open(capture);
    }
  }

  private void open(Artifact next) {
    try {
      var stream = next.open();
      in = stream;
      snapshot.ledger().quoteBy(next, new FrameQuoting());
      walk = CaptureWalk.of(stream::read);
    } catch (IOException e) {
      enter(next, List.of("can't be read: " + e.getMessage()));
      close(in);
    }
  }

  /// Closes the capture in hand; only now it is known whether it was whole.
  private void leave() {
    if (walk != null && capture != null) {
      enter(capture, walk.shortcomings());
    }
    walk = null;
    close(in);
    in = null;
  }

  private static void close(@Nullable InputStream stream) {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      // It was only read.
    }
  }

  private void enter(Artifact left, List<String> reasons) {
    var all = new ArrayList<>(reasons);
    if (left.shortcoming() != null) {
      all.add(left.shortcoming());
    }
    snapshot.ledger().enter(left, "packets", 0, 0, all.isEmpty() ? "" : all.getFirst());
    all.forEach(reason -> shortcomings.add(left.place() + ": " + reason));
  }

  @Override
  public long origin() {
    return snapshot.ledger().origin(Objects.requireNonNull(capture), at().offset());
  }

  @Override
  public Coverage coverage() {
    if (!anyCapture) {
      return Coverage.absent(
          "looked for "
              + CaptureFiles.NAMES.stream()
                  .map(ArtifactName::text)
                  .collect(Collectors.joining(", ")));
    }
    if (shortcomings.isEmpty()) {
      return Coverage.complete();
    }
    var told = shortcomings.stream().limit(SHORTCOMINGS_MAX).collect(Collectors.joining("; "));
    int more = shortcomings.size() - SHORTCOMINGS_MAX;
    return Coverage.partial(more > 0 ? told + "; and " + more + " more" : told);
  }

  @Override
  public void close() {
    leave();
    pending.clear();
  }

  FrameReader at() {
    return Objects.requireNonNull(walk).frame();
  }

  Dissection says() {
    return Objects.requireNonNull(walk).says();
  }

  void file(ColumnWriter cell) {
    cell.text(Objects.requireNonNull(capture).place());
  }

  void frame(ColumnWriter cell) {
    cell.number(at().number());
  }

  void time(ColumnWriter cell) {
    if (at().time() != FrameReader.NO_TIME) {
      cell.micros(Math.floorDiv(at().time(), 1000));
    }
  }

  void interfaceName(ColumnWriter cell) {
    if (!at().interfaceName().isEmpty()) {
      cell.text(at().interfaceName());
    }
  }

  void link(ColumnWriter cell) {
    cell.text(LinkType.name(at().linkType()));
  }

  void protocol(ColumnWriter cell) {
    if (says().isIp()) {
      cell.text(Protocol.name(says().protocol));
    } else if (says().etherType >= 0) {
      cell.text(EtherType.name(says().etherType));
    }
  }

  void fragmentOffset(ColumnWriter cell) {
    if (says().isFragment()) {
      cell.number(says().fragmentOffset);
    }
  }

  void tcpFlags(ColumnWriter cell) {
    if (says().hasTcp) {
      cell.text(TcpFlags.text(says().tcpFlags));
    }
  }

  void tcp(int number, ColumnWriter cell) {
    if (says().hasTcp) {
      cell.number(number & 0xFFFF_FFFFL);
    }
  }

  void quoted(int port, int echo, ColumnWriter cell) {
    present(port >= 0 ? port : echo, cell);
  }

  void tunnel(ColumnWriter cell) {
    var tunnel = says().tunnel;
    if (tunnel != null) {
      cell.text(tunnel.word());
    }
  }

  void mac(int at, ColumnWriter cell) {
    if (at >= 0) {
      cell.utf8(scratch, 0, Addresses.writeMac(says().bytes, at, scratch, 0));
    }
  }

  void address(int at, int version, ColumnWriter cell) {
    if (at >= 0) {
      cell.utf8(scratch, 0, Addresses.write(says().bytes, at, version, scratch, 0));
    }
  }

  /// A number that is -1 where there is none.
  static void present(long number, ColumnWriter cell) {
    if (number >= 0) {
      cell.number(number);
    }
  }
}
