package dev.casebook.wings.accounts.decide;

import java.util.Comparator;
import java.util.List;

/// Something that an account may have.
///
/// @param words what it is, in the order of its kind
public record Right(Kind kind, List<String> words) implements Comparable<Right> {

  /// Kinds of rights, in the order in which they are told.
  public enum Kind {
    /// Membership of a group, itself or through other groups: its name.
    GROUP("group", false),
    /// A service of a host: its name.
    SIGN_IN("sign-in", true),
    /// A command on a host: as a rule writes it, as whom, the rule's options.
    SUDO("sudo", true),
    /// A privilege: its name, what it is on, the database.
    DATABASE("database", false),
    /// Coming in by the VPN, and what one gets there.
    VPN("vpn", false),
    /// Signing in to applications of the office.
    APPLICATION("application", false),
    /// An address of one's own, or a network that is reached.
    NETWORK("network", false),
    /// Ports of a host that the network lets through: from which network, which ports.
    PASSAGE("passage", true),
    /// That a second factor is asked for on a way in that is no host's: its name.
    WAY_IN_FACTOR("second factor", false),
    /// The same for a service of a host.
    SECOND_FACTOR("second factor", true);

    private final String word;
    private final boolean ofHosts;

    Kind(String word, boolean ofHosts) {
      this.word = word;
      this.ofHosts = ofHosts;
    }

    public String word() {
      return word;
    }

    /// Whether it is had on some hosts and not on others.
    public boolean isOfHosts() {
      return ofHosts;
    }
  }

  private static final Comparator<Right> ORDER =
      Comparator.comparing(Right::kind).thenComparing(Right::text);

  public Right {
    words = List.copyOf(words);
  }

  static Right of(Kind kind, String... words) {
    return new Right(kind, List.of(words));
  }

  String word(int index) {
    return words.get(index);
  }

  /// What it is, for people.
  public String text() {
    return switch (kind) {
      case SUDO ->
          "%s as %s%s".formatted(word(0), word(1), word(2).isEmpty() ? "" : " (" + word(2) + ")");
      case DATABASE -> "%s on %s of %s".formatted(word(0), word(1), word(2));
      case PASSAGE -> "from %s at %s".formatted(word(0), word(1));
      case GROUP, SIGN_IN, VPN, APPLICATION, NETWORK, WAY_IN_FACTOR, SECOND_FACTOR -> word(0);
    };
  }

  @Override
  public int compareTo(Right other) {
    return ORDER.compare(this, other);
  }
}
