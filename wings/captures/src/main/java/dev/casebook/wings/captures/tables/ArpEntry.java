package dev.casebook.wings.captures.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.captures.dissect.Addresses;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.format.FrameReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who says by ARP that an address is its own; and addresses that were asked for in vain.
@Row("one MAC address that claims an IP address by ARP, or an address that nobody claims")
@Compared(never = "each capture holds other traffic")
public record ArpEntry(
    @Column("the capture, as it lies in its source") String file,
    @Column("the IP address") String address,
    @Column("who claims it; NULL if it was asked for and nobody did") @Nullable String mac,
    @Column("messages in which it does, requests that it sends among them") int claims,
    @Column("of these, unasked announcements of itself") int announcements,
    @Column("requests for the address, whoever claims it") int requests,
    @Column("how many MAC addresses claim it in this capture; two are a conflict or a move")
        int claimants,
    @Column("when it was claimed first, or asked for if nobody does") @Nullable Instant first,
    @Column("when last") @Nullable Instant last,
    @Column("number of the first frame that says so") long frame) {

  /// A /16 asked through twice.
  static final int ENTRIES_MAX = 150_000;

  public static final Table<ArpEntry> TABLE =
      CaptureReading.of("arp_entries", ArpEntry.class, Gathering::new)
          .example(
              "addresses that two claim",
              "select address, mac, claims, first, last from arp_entries"
                  + " where claimants > 1 order by address, first")
          .example(
              "addresses that nobody answers for",
              "select address, requests, first from arp_entries where mac is null");

  private static final class Gathering implements CaptureReading.Gathering<ArpEntry> {

    private final MappedFile file;
    private final Map<Key, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private long left;

    private record Key(String address, @Nullable String mac) {}

    private static final class Draft {
      final long offset;
      final long frame;
      final long first;
      long last;
      int claims;
      int announcements;

      Draft(FrameReader frame) {
        this.offset = frame.offset();
        this.frame = frame.number();
        this.first = frame.time();
        this.last = frame.time();
      }
    }

    Gathering(MappedFile file) {
      this.file = file;
    }

    @Override
    public void take(CaptureWalk walk) {
      var says = walk.says();
      if (says.arpAt < 0) {
        return;
      }
      int operation = says.u16(says.arpAt + 6);
      if (operation == 1 || operation == 2) {
        claim(walk.frame(), says);
        if (operation == 1) {
          request(walk.frame(), says);
        }
      }
    }

    /// The sender's own addresses; one that only probes has none yet, RFC 5227.
    private void claim(FrameReader frame, Dissection says) {
      if (says.i32(says.arpAt + 14) == 0) {
        return;
      }
      var address = Addresses.text(says.bytes, says.arpAt + 14, 4);
      var draft = draft(new Key(address, Addresses.mac(says.bytes, says.arpAt + 8)), frame);
      if (draft != null) {
        draft.claims++;
        draft.last = frame.time();
        draft.announcements += isAnnouncement(says) ? 1 : 0;
      }
    }

    private void request(FrameReader frame, Dissection says) {
      if (isAnnouncement(says)) {
        return;
      }
      var address = Addresses.text(says.bytes, says.arpAt + 24, 4);
      var draft = draft(new Key(address, null), frame);
      if (draft != null) {
        draft.last = frame.time();
        requests.merge(address, 1, Integer::sum);
      }
    }

    private static boolean isAnnouncement(Dissection says) {
      return says.i32(says.arpAt + 14) == says.i32(says.arpAt + 24);
    }

    private @Nullable Draft draft(Key key, FrameReader frame) {
      var known = drafts.get(key);
      if (known != null || drafts.size() < ENTRIES_MAX) {
        return known != null ? known : drafts.computeIfAbsent(key, _ -> new Draft(frame));
      }
      left++;
      return null;
    }

    @Override
    public void finish(CaptureWalk walk, Rows<ArpEntry> rows) {
      var claimants = new HashMap<String, Set<String>>();
      drafts.keySet().stream()
          .filter(key -> key.mac != null)
          .forEach(key ->
              claimants
                  .computeIfAbsent(key.address, _ -> new HashSet<>())
                  .add(String.valueOf(key.mac)));
      drafts.forEach((key, draft) -> {
        int count = claimants.getOrDefault(key.address, Set.of()).size();
        if (key.mac != null || count == 0) {
          rows.add(draft.offset, row(key, draft, count));
        }
      });
      if (left > 0) {
        file.lacks(
            "%,d messages of ARP are about more than the %,d entries that are kept"
                .formatted(left, ENTRIES_MAX));
      }
    }

    private ArpEntry row(Key key, Draft draft, int claimants) {
      return new ArpEntry(
          file.place(),
          key.address,
          key.mac,
          draft.claims,
          draft.announcements,
          requests.getOrDefault(key.address, 0),
          claimants,
          FrameTime.instant(draft.first),
          FrameTime.instant(draft.last),
          draft.frame);
    }
  }
}
