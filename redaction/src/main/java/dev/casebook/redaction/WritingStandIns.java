package dev.casebook.redaction;

import dev.casebook.evidence.StandIns;
import dev.casebook.formats.network.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What stands in a copy of a file that is no text: the same as in texts.
final class WritingStandIns implements StandIns {

  private final Knowledge knowledge;
  private final LineScanner scanner;

  WritingStandIns(Knowledge knowledge, LineScanner scanner) {
    this.knowledge = knowledge;
    this.scanner = scanner;
  }

  @Override
  public IpAddress address(IpAddress original) {
    return AddressBits.in(original, knowledge.addresses.image(AddressBits.of(original)));
  }

  @Override
  public long mac(long original) {
    return knowledge.macs.image(original);
  }

  /// Names of services, as `_ldap`, are everybody's.
  @Override
  public String host(String original) {
    if (AddressBits.isReverse(original)) {
      return text(original);
    }
    int name = 0;
    while (name < original.length() && original.charAt(name) == '_') {
      int dot = original.indexOf('.', name);
      name = dot < 0 ? original.length() : dot + 1;
    }
    return original.substring(0, name) + knowledge.tokens.of(Kind.HOST, original.substring(name));
  }

  @Override
  public String text(String original) {
    var bytes = original.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    try {
      new WritingPass(knowledge, scanner, "", out).write(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
