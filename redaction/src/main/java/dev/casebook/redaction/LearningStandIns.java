package dev.casebook.redaction;

import dev.casebook.evidence.StandIns;
import dev.casebook.formats.network.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Learns what a file that is no text tells of the whole source; nothing stands in its place yet.
final class LearningStandIns implements StandIns {

  private final Knowledge knowledge;
  private final LearningPass pass;

  LearningStandIns(Knowledge knowledge, LineScanner scanner, String file) {
    this.knowledge = knowledge;
    // By its name it could be a text that means something of its own; its bytes never are.
    this.pass = new LearningPass(knowledge, scanner, List.of(), file + "/");
  }

  @Override
  public IpAddress address(IpAddress original) {
    knowledge.addresses.see(AddressBits.of(original));
    return original;
  }

  @Override
  public long mac(long original) {
    knowledge.macs.see(original);
    return original;
  }

  @Override
  public String host(String original) {
    text(original);
    if (!AddressBits.isReverse(original)) {
      knowledge.host(original, "", false);
    }
    return original;
  }

  @Override
  public String text(String original) {
    var bytes = original.getBytes(StandardCharsets.UTF_8);
    pass.line(bytes, 0, bytes.length);
    return original;
  }
}
