package dev.casebook.wings.conntrack.filter;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackState;
import dev.casebook.formats.conntrack.Ctnetlink;
import java.util.Locale;
import java.util.Optional;

/// What is demanded of an entry's state.
public sealed interface StatusCondition {

  boolean matches(ConntrackEntry entry);

  /// Bits of the kernel's status that it needs, of those in the mask.
  default int statusBits() {
    return 0;
  }

  default int statusMask() {
    return 0;
  }

  /// A bit of the kernel's status that is set or not.
  record Status(int bit, boolean set) implements StatusCondition {
    @Override
    public boolean matches(ConntrackEntry entry) {
      return entry.is(bit) == set;
    }

    @Override
    public int statusBits() {
      return set ? bit : 0;
    }

    @Override
    public int statusMask() {
      return bit;
    }
  }

  /// A state of TCP, SCTP or DCCP.
  record Named(String name) implements StatusCondition {
    @Override
    public boolean matches(ConntrackEntry entry) {
      return name.equals(entry.state());
    }
  }

  /// Forwarded past the tracker, by the kernel's or by a device's flow table.
  record Offloaded() implements StatusCondition {
    @Override
    public boolean matches(ConntrackEntry entry) {
      return entry.isOffloaded();
    }
  }

  /// Translated in any way, or in none.
  record Translated(boolean is) implements StatusCondition {
    @Override
    public boolean matches(ConntrackEntry entry) {
      return entry.isTranslated() == is;
    }
  }

  /// `established`, `unreplied`; empty for a word that is none.
  static Optional<StatusCondition> ofState(String word) {
    var name = word.toUpperCase(Locale.ROOT);
    return switch (name) {
      case "ASSURED" -> Optional.of(new Status(Ctnetlink.ASSURED, true));
      case "UNREPLIED" -> Optional.of(new Status(Ctnetlink.SEEN_REPLY, false));
      case "REPLIED" -> Optional.of(new Status(Ctnetlink.SEEN_REPLY, true));
      case "OFFLOADED" -> Optional.of(new Offloaded());
      default -> ConntrackState.isState(name) ? Optional.of(new Named(name)) : Optional.empty();
    };
  }

  /// `any`, `src`, `dst`, `none`; empty for another word.
  static Optional<StatusCondition> ofTranslation(String word) {
    return switch (word) {
      case "any" -> Optional.of(new Translated(true));
      case "none" -> Optional.of(new Translated(false));
      case "src" -> Optional.of(new Status(Ctnetlink.SRC_NAT, true));
      case "dst" -> Optional.of(new Status(Ctnetlink.DST_NAT, true));
      default -> Optional.empty();
    };
  }
}
