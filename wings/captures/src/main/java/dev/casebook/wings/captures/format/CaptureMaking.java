package dev.casebook.wings.captures.format;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a capture says of how it was made. Only pcapng has a place for it.
public final class CaptureMaking {

  /// What a person reads of a long list; a section may describe thousands.
  private static final int NAMES_MAX = 20;

  /// Longer filters are cut: nobody reads them whole.
  private static final int FILTER_CHARACTERS_MAX = 1_000;

  private final Set<String> interfaces = new LinkedHashSet<>();
  private final Set<String> filters = new LinkedHashSet<>();
  private @Nullable Long received;
  private @Nullable Long dropped;

  void on(CaptureInterface described) {
    add(interfaces, described.name);
    add(filters, described.filter);
  }

  private static void add(Set<String> names, String name) {
    if (!name.isEmpty() && names.size() < NAMES_MAX) {
      names.add(
          name.length() > FILTER_CHARACTERS_MAX ? name.substring(0, FILTER_CHARACTERS_MAX) : name);
    }
  }

  void received(long packets) {
    received = sum(received, packets);
  }

  void dropped(long packets) {
    dropped = sum(dropped, packets);
  }

  /// As large as a number can be where it would be larger.
  private static Long sum(@Nullable Long known, long more) {
    long all = (known == null ? 0 : known) + more;
    return all < 0 ? Long.MAX_VALUE : all;
  }

  /// Names of the interfaces, with commas; null where none is told.
  public @Nullable String interfaces() {
    return interfaces.isEmpty() ? null : String.join(",", interfaces);
  }

  /// Filters that packets had to match; null where none is told.
  public @Nullable String filter() {
    return filters.isEmpty() ? null : String.join("; ", filters);
  }

  /// Packets that the interfaces handed to who captured; null where it is not told.
  public @Nullable Long received() {
    return received;
  }

  /// Packets that were dropped on the way into the capture; null where it is not told.
  public @Nullable Long dropped() {
    return dropped;
  }
}
