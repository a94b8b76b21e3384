package dev.casebook.wings.captures.tables;

import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Rows;
import dev.casebook.wings.captures.dissect.Addresses;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.DnsMessage;
import dev.casebook.wings.captures.dissect.Protocol;
import dev.casebook.wings.captures.dissect.TcpFlags;
import dev.casebook.wings.captures.format.FrameReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pairs questions of DNS with their answers, by ends, number, name and type. A question that was
/// sent again before its answer is the same row.
final class DnsGathering implements CaptureReading.Gathering<DnsQuery> {

  /// Some kilobyte each, of a heap of 320 MB.
  static final int QUERIES_MAX = 100_000;

  /// Directions of TCP connections of which a message may be in hand, each with as much as
  /// [MessageStream] holds; the one that was silent for longest is given up for a new one.
  static final int STREAMS_MAX = 500;

  private static final int PORT = 53;
  private static final int MULTICAST_PORT = 5353;

  private final MappedFile file;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Key, Draft> latest = new HashMap<>();
  private final LinkedHashMap<Ends, MessageStream> streams = new LinkedHashMap<>(16, 0.75f, true);
  private long left;
  private long cut;

  DnsGathering(MappedFile file) {
    this.file = file;
  }

  /// A direction of a connection.
  private record Ends(String source, int sourcePort, String destination, int destinationPort) {}

  private record Key(
      int protocol,
      String client,
      int clientPort,
      String server,
      int serverPort,
      int id,
      String name,
      String type) {}

  private static final class Draft {
    final Key key;
    final long offset;
    final long frame;
    int questions;
    long asked = FrameReader.NO_TIME;
    long answered = FrameReader.NO_TIME;
    @Nullable DnsMessage response;

    Draft(Key key, FrameReader frame) {
      this.key = key;
      this.offset = frame.offset();
      this.frame = frame.number();
    }
  }

  @Override
  public void take(CaptureWalk walk) {
    var says = walk.says();
    if (!isDns(says)) {
      return;
    }
    if (says.hasTcp) {
      takeSegment(walk.frame(), says);
    } else if (says.payloadAt < says.payloadEnd) {
      boolean snapped = says.payloadEnd - says.payloadAt < says.payloadLength;
      take(
          walk.frame(),
          says,
          DnsMessage.read(says.bytes, says.payloadAt, says.payloadEnd),
          snapped);
    }
  }

  /// A message over TCP is of the frame that ends it.
  private void takeSegment(FrameReader frame, Dissection says) {
    boolean begins = (says.tcpFlags & TcpFlags.SYN) != 0;
    if (!begins && says.payloadLength <= 0) {
      return;
    }
    var stream = stream(says);
    if (begins) {
      stream.begin(says.tcpSequence);
      return;
    }
    int captured = Math.max(0, says.payloadEnd - says.payloadAt);
    stream.take(says.tcpSequence, says.bytes, says.payloadAt, captured, says.payloadLength);
    while (stream.hasMessage()) {
      take(
          frame,
          says,
          DnsMessage.read(stream.bytes(), stream.messageAt(), stream.messageEnd()),
          false);
      stream.passMessage();
    }
    cut += stream.lost();
  }

  private MessageStream stream(Dissection says) {
    var ends =
        new Ends(
            Addresses.text(says.bytes, says.sourceAt, says.ipVersion),
            says.sourcePort,
            Addresses.text(says.bytes, says.destinationAt, says.ipVersion),
            says.destinationPort);
    var known = streams.get(ends);
    if (known != null) {
      return known;
    }
    if (streams.size() == STREAMS_MAX) {
      var eldest = streams.pollFirstEntry();
      cut += eldest == null ? 0 : eldest.getValue().lostAtEnd();
    }
    var stream = new MessageStream();
    streams.put(ends, stream);
    return stream;
  }

  /// @param message null if it is none
  /// @param snapped whether not all of it was captured
  private void take(
      FrameReader frame, Dissection says, @Nullable DnsMessage message, boolean snapped) {
    if (message == null) {
      cut += snapped ? 1 : 0;
      return;
    }
    cut += message.cut() && snapped ? 1 : 0;
    if (message.isResponse()) {
      answer(frame, key(says, message), message);
    } else {
      question(frame, key(says, message));
    }
  }

  static boolean isDns(Dissection says) {
    return says.payloadAt >= 0 && (isPort(says.sourcePort) || isPort(says.destinationPort));
  }

  private static boolean isPort(int port) {
    return port == PORT || port == MULTICAST_PORT;
  }

  private static Key key(Dissection says, DnsMessage message) {
    var source = Addresses.text(says.bytes, says.sourceAt, says.ipVersion);
    var destination = Addresses.text(says.bytes, says.destinationAt, says.ipVersion);
    boolean back = message.isResponse();
    return new Key(
        says.protocol,
        back ? destination : source,
        back ? says.destinationPort : says.sourcePort,
        back ? source : destination,
        back ? says.sourcePort : says.destinationPort,
        message.id(),
        message.name(),
        message.type());
  }

  private void question(FrameReader frame, Key key) {
    var draft = latest.get(key);
    if (draft == null || draft.response != null) {
      draft = add(key, frame);
    }
    if (draft != null && draft.questions++ == 0) {
      draft.asked = frame.time();
    }
  }

  private void answer(FrameReader frame, Key key, DnsMessage message) {
    var draft = latest.get(key);
    if (draft == null) {
      draft = add(key, frame);
    }
    if (draft != null && draft.response == null) {
      draft.response = message;
      draft.answered = frame.time();
    }
  }

  private @Nullable Draft add(Key key, FrameReader frame) {
    if (drafts.size() == QUERIES_MAX) {
      left++;
      return null;
    }
    var draft = new Draft(key, frame);
    drafts.add(draft);
    latest.put(key, draft);
    return draft;
  }

  @Override
  public void finish(CaptureWalk walk, Rows<DnsQuery> rows) {
    drafts.forEach(draft -> rows.add(draft.offset, row(draft, walk)));
    streams.values().forEach(stream -> cut += stream.lostAtEnd());
    if (cut > 0) {
      file.lacks("%d message(s) of DNS are cut".formatted(cut));
    }
    if (left > 0) {
      file.lacks(
          "holds %,d messages of DNS more than the %,d questions that are kept"
              .formatted(left, QUERIES_MAX));
    }
  }

  private DnsQuery row(Draft draft, CaptureWalk walk) {
    var key = draft.key;
    var response = draft.response;
    return new DnsQuery(
        file.place(),
        Protocol.name(key.protocol),
        key.client,
        key.clientPort,
        key.server,
        key.serverPort,
        key.id,
        key.name,
        key.type,
        FrameTime.instant(draft.asked),
        draft.questions,
        FrameTime.instant(draft.answered),
        FrameTime.milliseconds(draft.asked, draft.answered),
        response == null ? null : response.code(),
        response == null ? null : response.answerCount(),
        response == null ? null : String.join(",", response.answers()),
        response == null ? null : response.isTruncated(),
        walk.isUnanswered(response == null, draft.asked),
        draft.frame);
  }
}
