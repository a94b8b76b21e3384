package dev.casebook.wings.captures.tables;

import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Rows;
import dev.casebook.wings.captures.dissect.Addresses;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.IcmpText;
import dev.casebook.wings.captures.dissect.Protocol;
import dev.casebook.wings.captures.format.FrameReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pairs echo requests with replies. A reply belongs to the latest request of its addresses,
/// identifier and sequence number; each request is a row, one that was sent again too.
final class EchoGathering implements CaptureReading.Gathering<Echo> {

  /// A row each, with its key some 500 bytes of a heap of 320 MB.
  static final int ECHOES_MAX = 200_000;

  private final MappedFile file;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Key, Draft> latest = new HashMap<>();
  private long left;

  EchoGathering(MappedFile file) {
    this.file = file;
  }

  private record Key(
      String source,
      String destination,
      int id,
      int sequence,
      @Nullable String tunnel,
      long tunnelId) {}

  private static final class Draft {
    final Key key;
    final String protocol;
    final long offset;
    final long frame;
    final int ttl;
    long sent = FrameReader.NO_TIME;
    long replied = FrameReader.NO_TIME;
    int replies;
    @Nullable String error;
    @Nullable String errorFrom;

    Draft(Key key, FrameReader frame, Dissection says) {
      this.key = key;
      this.protocol = Protocol.name(says.protocol);
      this.offset = frame.offset();
      this.frame = frame.number();
      this.ttl = says.isEchoRequest() ? says.ttl : -1;
    }
  }

  @Override
  public void take(CaptureWalk walk) {
    var says = walk.says();
    if (says.isEchoRequest()) {
      request(walk.frame(), says);
    } else if (says.isEchoReply()) {
      reply(walk.frame(), says);
    } else if (says.quotedIcmpId >= 0) {
      error(says);
    }
  }

  private void request(FrameReader frame, Dissection says) {
    var draft =
        add(
            key(
                says,
                says.sourceAt,
                says.destinationAt,
                says.ipVersion,
                says.icmpId,
                says.icmpSequence),
            frame,
            says);
    if (draft != null) {
      draft.sent = frame.time();
    }
  }

  private void reply(FrameReader frame, Dissection says) {
    var key =
        key(
            says,
            says.destinationAt,
            says.sourceAt,
            says.ipVersion,
            says.icmpId,
            says.icmpSequence);
    var draft = latest.get(key);
    if (draft == null) {
      draft = add(key, frame, says);
    }
    if (draft == null) {
      return;
    }
    if (draft.replies++ == 0) {
      draft.replied = frame.time();
    }
  }

  private void error(Dissection says) {
    var key =
        key(
            says,
            says.quotedSourceAt,
            says.quotedDestinationAt,
            says.quotedVersion,
            says.quotedIcmpId,
            says.quotedIcmpSequence);
    var draft = latest.get(key);
    if (draft != null && draft.error == null) {
      draft.error = IcmpText.of(says.ipVersion, says.icmpType, says.icmpCode);
      draft.errorFrom = Addresses.text(says.bytes, says.sourceAt, says.ipVersion);
    }
  }

  private static Key key(
      Dissection says, int askerAt, int askedAt, int version, int id, int sequence) {
    return new Key(
        Addresses.text(says.bytes, askerAt, version),
        Addresses.text(says.bytes, askedAt, version),
        id,
        sequence,
        says.tunnel == null ? null : says.tunnel.word(),
        says.tunnelId);
  }

  private @Nullable Draft add(Key key, FrameReader frame, Dissection says) {
    if (drafts.size() == ECHOES_MAX) {
      left++;
      return null;
    }
    var draft = new Draft(key, frame, says);
    drafts.add(draft);
    latest.put(key, draft);
    return draft;
  }

  @Override
  public void finish(CaptureWalk walk, Rows<Echo> rows) {
    drafts.forEach(draft -> rows.add(draft.offset, row(draft, walk)));
    if (left > 0) {
      file.lacks("holds %d echoes more than the %d that are kept".formatted(left, ECHOES_MAX));
    }
  }

  private Echo row(Draft draft, CaptureWalk walk) {
    var key = draft.key;
    return new Echo(
        file.place(),
        draft.protocol,
        key.source,
        key.destination,
        key.id,
        key.sequence,
        FrameTime.instant(draft.sent),
        FrameTime.instant(draft.replied),
        FrameTime.milliseconds(draft.sent, draft.replied),
        draft.replies,
        walk.isUnanswered(draft.replies == 0, draft.sent),
        draft.ttl < 0 ? null : draft.ttl,
        draft.error,
        draft.errorFrom,
        key.tunnel,
        key.tunnelId < 0 ? null : key.tunnelId,
        draft.frame);
  }
}
