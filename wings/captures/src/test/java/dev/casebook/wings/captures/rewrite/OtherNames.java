package dev.casebook.wings.captures.rewrite;

import dev.casebook.evidence.StandIns;
import dev.casebook.formats.network.IpAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Stand-ins that are easily told: other bits at an address's end, words turned round with an `x`.
final class OtherNames implements StandIns {

  private static final int BITS = 0x5A5A;

  @Override
  public IpAddress address(IpAddress original) {
    boolean isNobodys =
        original.isV4() && ((int) original.low() == 0 || (int) original.low() == -1);
    return isNobodys
        ? original
        : new IpAddress(original.isV4(), original.high(), original.low() ^ BITS, "");
  }

  @Override
  public long mac(long original) {
    return original == 0 || original == (1L << 48) - 1 ? original : original ^ BITS;
  }

  @Override
  public String host(String original) {
    return Arrays.stream(original.split("\\."))
        .map(label -> "x" + new StringBuilder(label.toLowerCase(Locale.ROOT)).reverse())
        .collect(Collectors.joining("."));
  }

  @Override
  public String text(String original) {
    return host(original);
  }
}
