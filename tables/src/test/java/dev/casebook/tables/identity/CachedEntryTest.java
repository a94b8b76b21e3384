package dev.casebook.tables.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The sample is the cache of sssd 2.8.2.
class CachedEntryTest {

  @Test
  void theCacheKnowsWhenTheDirectoryHadChangedWhatItKeeps() {
    var entries =
        Sample.loose().fileFrom("cache.txt", "sssd_entries/ldbsearch").read(CachedEntry.TABLE);

    assertThat(entries.coverage().isComplete()).as(entries.coverage().reason()).isTrue();
    assertThat(entries.rows())
        .extracting(CachedEntry::domain, CachedEntry::kind, CachedEntry::name, CachedEntry::changed)
        .containsExactlyInAnyOrder(
            tuple("example.com", "sudo rule", "sre-allow", Instant.parse("2026-11-28T11:20:35Z")),
            tuple(
                "example.com",
                "sudo rule",
                "wangwei-restart",
                Instant.parse("2026-11-28T11:20:35Z")),
            tuple("example.com", "group", "sre", Instant.parse("2026-11-28T11:20:35Z")),
            tuple("example.com", "user", "wangwei", Instant.parse("2026-11-28T11:21:01Z")),
            tuple("example.com", "user", "lihua", Instant.parse("2026-11-28T11:22:16Z")));
    assertThat(entries.rows())
        .filteredOn(entry -> entry.name().equals("lihua"))
        .extracting(CachedEntry::originalDn, CachedEntry::cached, CachedEntry::expires)
        .containsExactly(
            tuple(
                "uid=lihua,ou=people,dc=example,dc=com",
                Instant.parse("2026-11-28T11:22:22Z"),
                Instant.parse("2026-11-28T11:32:22Z")));
  }
}
