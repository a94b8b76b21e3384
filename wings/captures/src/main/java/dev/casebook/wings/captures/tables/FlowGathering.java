package dev.casebook.wings.captures.tables;

import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Rows;
import dev.casebook.wings.captures.dissect.Protocol;
import dev.casebook.wings.captures.dissect.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the packets of a capture together to flows.
final class FlowGathering implements CaptureReading.Gathering<Flow> {

  /// Some 500 bytes each, of a heap of 320 MB; later flows are counted and left out.
  static final int FLOWS_MAX = 250_000;

  private final MappedFile file;
  private final FlowKeys<FlowDraft> keys = new FlowKeys<>();
  private final List<FlowDraft> drafts = new ArrayList<>();
  private long left;

  FlowGathering(MappedFile file) {
    this.file = file;
  }

  @Override
  public void take(CaptureWalk walk) {
    var says = walk.says();
    if (!says.isIp()) {
      return;
    }
    var draft = keys.find(says);
    boolean isForward = keys.isForward();
    if (draft == null || draft.isLeftBy(says, isForward)) {
      if (drafts.size() == FLOWS_MAX) {
        left++;
        return;
      }
      draft = new FlowDraft(walk.frame(), says, isForward);
      drafts.add(draft);
      keys.put(draft);
    }
    draft.take(walk.frame(), says, isForward);
  }

  @Override
  public void finish(CaptureWalk walk, Rows<Flow> rows) {
    drafts.forEach(draft -> rows.add(draft.offset, row(draft, walk)));
    if (left > 0) {
      file.lacks(
          "holds more than the %,d flows that are kept: %,d packets of later ones are left out"
              .formatted(FLOWS_MAX, left));
    }
  }

  private Flow row(FlowDraft draft, CaptureWalk walk) {
    var toServer = draft.toServer;
    var toClient = draft.toClient;
    boolean isTcp = draft.protocol == Protocol.TCP;
    return new Flow(
        file.place(),
        Protocol.name(draft.protocol),
        draft.client(),
        port(draft.clientPort),
        draft.server(),
        port(draft.serverPort),
        toServer.packets + toClient.packets,
        toServer.bytes + toClient.bytes,
        toServer.packets,
        toServer.bytes,
        toClient.packets,
        toClient.bytes,
        FrameTime.instant(draft.first),
        FrameTime.instant(draft.last),
        isTcp && toServer.packets > 0 ? TcpFlags.text(toServer.flags) : null,
        isTcp && toClient.packets > 0 ? TcpFlags.text(toClient.flags) : null,
        isTcp ? draft.retransmissions() : null,
        isTcp ? walk.isUnanswered(draft.isSynUnanswered(), draft.last) : null,
        draft.resetBy(),
        draft.fragments,
        draft.tunnel,
        draft.tunnelId < 0 ? null : draft.tunnelId,
        draft.frame);
  }

  private static @Nullable Integer port(int port) {
    return port < 0 ? null : port;
  }
}
