package dev.casebook.wings.captures.dissect;

import java.util.Locale;

/// A way in which one packet carries another.
public enum Tunnel {
  VXLAN,
  GENEVE,
  GRE,
  IPIP;

  /// Its name in tables.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
