package dev.casebook.wings.conntrack.flow;

import dev.casebook.formats.conntrack.ConntrackDirection;
import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackState;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.report.Printable;
import dev.casebook.report.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Entries for people: columns as wide as the first rows need, and the rest in words.
public final class FlowTable implements FlowRows {

  /// Rows that are looked at to choose widths; a wider cell in a later one shifts what follows it.
  private static final int SAMPLE_MAX = 1000;

  private static final long MS_PER_DAY = 86_400_000;

  private final RowBuffer buffer = new RowBuffer();
  private final RowBuffer cells = new RowBuffer();
  private final OutputStream out;
  private final Style style;
  private final List<String> names;
  private final int[] ends;
  private final int[] widths;
  private final List<byte[]> sample = new ArrayList<>();
  private final List<int[]> sampleEnds = new ArrayList<>();
  private int cell;
  private boolean flowing;
  private boolean separated;
  private long rows;

  /// @param events whether rows have a moment and what happened; their widths are given, since each
  ///   is to be seen at once
  public FlowTable(OutputStream out, Style style, boolean events) {
    this.out = out;
    this.style = style;
    var columns = new ArrayList<>(events ? List.of("TIME (UTC)", "EVENT") : List.<String>of());
    columns.addAll(List.of("PROTOCOL", "STATE", "EXPIRES", "SOURCE", "DESTINATION", "MORE"));
    names = List.copyOf(columns);
    ends = new int[names.size()];
    widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = names.get(i).length();
    }
    if (events) {
      widths[0] = "12:34:56.789".length();
      widths[1] = "DESTROY".length();
      widths[3] = "ESTABLISHED".length();
      widths[4] = "432000 s".length();
      widths[5] = "192.168.100.100:65535".length();
      widths[6] = widths[5];
    }
  }

  @Override
  public void row(Happening happening, long nowMs, long portId, ConntrackEntry entry)
      throws IOException {
    rows++;
    cells.clear();
    cell = 0;
    if (happening != Happening.LISTED) {
      time(nowMs);
      close();
      cells.ascii(happening.name());
      close();
    }
    cellsOf(entry, portId != 0);
    take(happening != Happening.LISTED);
  }

  private void time(long nowMs) {
    long ofDay = Math.floorMod(nowMs, MS_PER_DAY);
    padded(ofDay / 3_600_000, 10).ascii(':');
    padded(ofDay / 60_000 % 60, 10).ascii(':');
    padded(ofDay / 1000 % 60, 10).ascii('.');
    padded(ofDay % 1000, 100);
  }

  /// @param least what the number would have to be for no zero to stand before it
  private RowBuffer padded(long value, int least) {
    for (int i = least; i > 1 && value < i; i /= 10) {
      cells.ascii('0');
    }
    return cells.number(value);
  }

  private void cellsOf(ConntrackEntry entry, boolean byProgram) {
    var protocol = ConntrackState.protocolName(entry.protocol());
    if (protocol.equals("unknown")) {
      cells.number(entry.protocol());
    } else {
      cells.ascii(protocol);
    }
    close();
    var state = entry.state();
    cells.ascii(state == null ? "" : state);
    close();
    if (entry.timeoutS() >= 0) {
      cells.number(entry.timeoutS()).ascii(" s");
    }
    close();
    end(entry.original(), true);
    close();
    end(entry.original(), false);
    close();
    more(entry, byProgram);
    close();
  }

  /// `10.0.0.1:53`, `[2001:db8::1]:53`.
  private void end(ConntrackDirection of, boolean isSource) {
    boolean ports = Ctnetlink.hasPorts(of.protocol());
    if (ports && !of.isV4()) {
      cells.ascii('[');
    }
    if (isSource) {
      AddressText.source(of, cells);
    } else {
      AddressText.destination(of, cells);
    }
    if (ports) {
      cells.ascii(of.isV4() ? ":" : "]:").number(isSource ? of.sport() : of.dport());
    }
  }

  private void more(ConntrackEntry entry, boolean byProgram) {
    separated = false;
    word(byProgram, "by a program");
    word(entry.is(Ctnetlink.ASSURED), "assured");
    word(entry.isUnreplied(), "unreplied");
    word(entry.isOffloaded(), "offloaded");
    var first = entry.original();
    switch (first.protocol()) {
      case Ctnetlink.ICMP, Ctnetlink.ICMPV6 ->
          separate().ascii("type ").number(first.icmpType()).ascii(" id ").number(first.sport());
      case Ctnetlink.GRE ->
          separate().ascii("keys 0x").hex(first.sport()).ascii(" 0x").hex(first.dport());
      default -> {}
    }
    if (entry.isTranslated()) {
      translation(entry);
    }
    if (first.packets() >= 0 && entry.reply().packets() >= 0) {
      separate().number(first.packets()).ascii('+').number(entry.reply().packets());
      cells.ascii(" packets");
    }
    named("mark ", Math.max(0, entry.mark()));
    named("zone ", Math.max(0, entry.zone()));
    named("zone of the first direction ", Math.max(0, first.zone()));
    named("zone of the other direction ", Math.max(0, entry.reply().zone()));
    var helper = entry.helper();
    if (helper != null) {
      separate().ascii("helper ").text(Printable.line(helper));
    }
  }

  private void translation(ConntrackEntry entry) {
    separate()
        .ascii(entry.is(Ctnetlink.SRC_NAT) ? "snat" : "")
        .ascii(entry.is(Ctnetlink.SRC_NAT | Ctnetlink.DST_NAT) ? "+" : "")
        .ascii(entry.is(Ctnetlink.DST_NAT) ? "dnat" : "")
        .ascii(" (answers come from ");
    end(entry.reply(), true);
    cells.ascii(" to ");
    end(entry.reply(), false);
    if (entry.reply().protocol() == Ctnetlink.ICMP
        || entry.reply().protocol() == Ctnetlink.ICMPV6) {
      cells.ascii(" with id ").number(entry.reply().sport());
    }
    cells.ascii(')');
  }

  private RowBuffer separate() {
    if (separated) {
      cells.ascii(", ");
    }
    separated = true;
    return cells;
  }

  private void word(boolean is, String word) {
    if (is) {
      separate().ascii(word);
    }
  }

  private void named(String name, long value) {
    if (value > 0) {
      separate().ascii(name).number(value);
    }
  }

  private void close() {
    ends[cell++] = cells.length();
  }

  private void take(boolean atOnce) throws IOException {
    if (flowing || atOnce) {
      flow();
      print(cells.array(), ends);
    } else {
      sample.add(cells.copy());
      sampleEnds.add(ends.clone());
      if (sample.size() == SAMPLE_MAX) {
        flow();
      }
    }
    buffer.drainInto(out);
  }

  private void flow() {
    if (flowing) {
      return;
    }
    flowing = true;
    for (var row : sampleEnds) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i] - (i == 0 ? 0 : row[i - 1]));
      }
    }
    var head = new StringBuilder();
    for (int i = 0; i < names.size() - 1; i++) {
      head.append(names.get(i)).append(" ".repeat(widths[i] - names.get(i).length() + 2));
    }
    buffer.text(style.bold(head + names.getLast())).ascii('\n');
    for (int i = 0; i < sample.size(); i++) {
      print(sample.get(i), sampleEnds.get(i));
    }
    sample.clear();
    sampleEnds.clear();
  }

  private void print(byte[] row, int[] rowEnds) {
    int from = 0;
    int pending = 0;
    for (int i = 0; i < rowEnds.length; i++) {
      int length = rowEnds[i] - from;
      if (length > 0) {
        buffer.blanks(pending).bytes(row, from, rowEnds[i]);
        pending = 0;
      }
      pending += Math.max(0, widths[i] - length) + 2;
      from = rowEnds[i];
    }
    buffer.ascii('\n');
  }

  /// How many there were.
  public long rows() {
    return rows;
  }

  @Override
  public void flush() throws IOException {
    buffer.flushInto(out);
    out.flush();
  }

  @Override
  public void end() throws IOException {
    if (rows > 0) {
      flow();
    }
    flush();
  }
}
