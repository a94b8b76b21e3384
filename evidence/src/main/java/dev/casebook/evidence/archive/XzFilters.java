package dev.casebook.evidence.archive;

import org.tukaani.xz.ARM64Options;
import org.tukaani.xz.ARMOptions;
import org.tukaani.xz.ARMThumbOptions;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.IA64Options;
import org.tukaani.xz.PowerPCOptions;
import org.tukaani.xz.RISCVOptions;
import org.tukaani.xz.SPARCOptions;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.X86Options;

/// The filters that an .xz block may have beside LZMA2: for machine code, and differences.
///
/// They change bytes and never their number. Source: "The .xz File Format", section 5.3.
final class XzFilters {
  private XzFilters() {}

  /// The filter of this number with its properties as they stand in the header.
  static FilterOptions of(long number, byte[] properties) throws Damage {
    try {
      return switch ((int) Math.min(number, Integer.MAX_VALUE)) {
        case 0x03 -> new DeltaOptions(distance(properties));
        case 0x04 -> code(new X86Options(), X86Options::setStartOffset, properties);
        case 0x05 -> code(new PowerPCOptions(), PowerPCOptions::setStartOffset, properties);
        case 0x06 -> code(new IA64Options(), IA64Options::setStartOffset, properties);
        case 0x07 -> code(new ARMOptions(), ARMOptions::setStartOffset, properties);
        case 0x08 -> code(new ARMThumbOptions(), ARMThumbOptions::setStartOffset, properties);
        case 0x09 -> code(new SPARCOptions(), SPARCOptions::setStartOffset, properties);
        case 0x0A -> code(new ARM64Options(), ARM64Options::setStartOffset, properties);
        case 0x0B -> code(new RISCVOptions(), RISCVOptions::setStartOffset, properties);
        default ->
            throw Damage.unsupported(
                "needs the xz filter 0x%x, which is not read".formatted(number));
      };
    } catch (UnsupportedOptionsException unaligned) {
      throw contradiction();
    }
  }

  private static int distance(byte[] properties) throws Damage {
    if (properties.length != 1) {
      throw contradiction();
    }
    return (properties[0] & 0xFF) + 1;
  }

  /// Says where the code starts.
  private interface Start<F> {
    void set(F filter, int offset) throws UnsupportedOptionsException;
  }

  /// A filter for machine code, whose only property is where the code starts; zero if it is absent.
  private static <F extends FilterOptions> F code(F filter, Start<F> start, byte[] properties)
      throws Damage, UnsupportedOptionsException {
    if (properties.length == 4) {
      start.set(filter, (int) new ByteSource(properties).littleEndian(0, 4));
    } else if (properties.length != 0) {
      throw contradiction();
    }
    return filter;
  }

  private static Damage contradiction() {
    return Damage.corrupt("the header of an xz block contradicts itself");
  }
}
