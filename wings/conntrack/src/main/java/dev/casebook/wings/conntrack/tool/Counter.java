package dev.casebook.wings.conntrack.tool;

/// One thing that the kernel counts of connection tracking, by the name of its column in the table
/// `conntrack_counters`.
///
/// Source: net/netfilter/nf_conntrack_core.c and nf_conntrack_netlink.c, `CTA_STATS_…`.
public enum Counter {
  FOUND(2, "found", false, "lookups that found an entry when a new one was to be inserted"),
  INVALID(
      4,
      "invalid",
      false,
      "packets that could not be tracked: no checksum, no known state, cut off"),
  INSERT(8, "insert", false, "entries inserted: since Linux 4.9 those by programs alone"),
  INSERT_FAILED(
      9,
      "insert_failed",
      true,
      "entries not inserted as another had the same tuple: its packet was dropped"),
  DROPPED(
      10,
      "dropped",
      true,
      "packets dropped as the table was full, or their entry could not be inserted"),
  EARLY_DROP(
      11, "early_drop", true, "entries thrown out of a full table to make room for new ones"),
  ERRORS(12, "errors", false, "ICMP packets that could not be tracked for an error in them"),
  SEARCH_RESTART(
      13, "search_restart", false, "lookups begun again as the table was resized meanwhile"),
  CLASH_RESOLVE(14, "clash_resolve", false, "clashes at insertion that the kernel could resolve"),
  CHAIN_TOO_LONG(
      15,
      "chain_too_long",
      true,
      "entries not inserted as their chain of the hash was too long: the packet was dropped");

  private final int attribute;
  private final String column;
  private final boolean isLoss;
  private final String meaning;

  Counter(int attribute, String column, boolean isLoss, String meaning) {
    this.attribute = attribute;
    this.column = column;
    this.isLoss = isLoss;
    this.meaning = meaning;
  }

  int attribute() {
    return attribute;
  }

  public String column() {
    return column;
  }

  /// Whether each one means that something was lost.
  public boolean isLoss() {
    return isLoss;
  }

  public String meaning() {
    return meaning;
  }
}
