package dev.casebook.formats.icmp;

import dev.casebook.formats.network.IpAddress;
import java.util.Optional;

/// A message of ICMP (RFC 792) or ICMPv6 (RFC 4443), as far as echoes need it.
public sealed interface IcmpMessage {

  /// Type, code, checksum, and the four bytes that each type uses as it likes.
  int HEADER_BYTES = 8;

  /// @param id the identifier, 0 to 65535
  /// @param sequence 0 to 65535
  /// @param data what the request brought and the reply brings back
  record Echo(boolean isV4, boolean isRequest, int id, int sequence, byte[] data)
      implements IcmpMessage {

    public static final int FIELD_MAX = 0xFFFF;

    public Echo {
      if (id < 0 || id > FIELD_MAX || sequence < 0 || sequence > FIELD_MAX) {
        throw new IllegalArgumentException(id + " or " + sequence + " does not fit 16 bits");
      }
    }
  }

  /// That a packet did not arrive.
  ///
  /// @param quoted the packet, if enough of it was quoted to tell
  record Failure(boolean isV4, int type, int code, Optional<Quoted> quoted) implements IcmpMessage {

    /// In words: `time exceeded: hop limit reached on the way`.
    public String words() {
      return isV4 ? FailureWords.v4(type, code) : FailureWords.v6(type, code);
    }
  }

  /// An echo that an error quotes; its data may be cut.
  record Quoted(IpAddress source, IpAddress destination, Echo echo) {}

  /// Any other, such as a neighbour solicitation.
  record Other(boolean isV4, int type, int code) implements IcmpMessage {}
}
