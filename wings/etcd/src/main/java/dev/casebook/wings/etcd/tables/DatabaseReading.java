package dev.casebook.wings.etcd.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.MappedBytes;
import dev.casebook.tables.Line;
import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Reading;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.LiveRead;
import dev.casebook.wings.etcd.bbolt.Meta;
import dev.casebook.wings.etcd.bbolt.Metas;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.Salvage;
import dev.casebook.wings.etcd.store.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a table is read from etcd's database: the file of a member, which etcd may be writing, or a
/// snapshot of one. No lock is taken and nothing is written.
///
/// Of a small file rows are kept back until etcd has finished no transaction during a whole walk,
/// in a few tries. A large one is walked once, and if etcd wrote to it meanwhile the coverage says
/// so. Of a damaged one there is what can be proven; see [Salvage].
public final class DatabaseReading<R extends Record> implements Reading.FileParser<R> {

  /// Where members keep theirs: etcd itself, kubeadm, OpenShift, minikube, k3s and RKE2.
  public static final List<ArtifactName> MEMBERS =
      List.of(
          ArtifactName.file("/var/lib/etcd/**/member/snap/db"),
          ArtifactName.file("/var/lib/minikube/etcd/member/snap/db"),
          ArtifactName.file("/var/lib/rancher/*/server/db/etcd/member/snap/db"),
          ArtifactName.file("/var/etcd/data/member/snap/db"),
          ArtifactName.file("/default.etcd/member/snap/db"),
          ArtifactName.file("/root/default.etcd/member/snap/db"));

  /// Where snapshots are put, by name or by those same programs.
  public static final List<ArtifactName> SNAPSHOTS =
      List.of(
          ArtifactName.file("/var/lib/etcd/**/*.db"),
          ArtifactName.file("/var/lib/etcd-backup/**/*.db"),
          ArtifactName.file("/var/backups/etcd/**/*.db"),
          ArtifactName.file("/var/lib/rancher/*/server/db/snapshots/*"),
          ArtifactName.file("/home/core/assets/backup/*.db"));

  private static final ArtifactName ANYWHERE = ArtifactName.file("/**/*.db");
  private static final ArtifactName MEMBER = ArtifactName.file("/var/lib/etcd/member/snap/db");

  /// Its rows, waiting, take some times this.
  private static final long SETTLED_BYTES_MAX = 16 << 20;

  /// etcd finishes a transaction every 100 ms at most, and a small file is walked in less.
  private static final int TRIES_MAX = 5;

  /// What a person reads of a long list.
  private static final int DAMAGES_TOLD = 5;

  private final Walk<R> walk;

  private DatabaseReading(Walk<R> walk) {
    this.walk = walk;
  }

  /// From a history to rows.
  ///
  /// @param <R> the row
  public interface Walk<R extends Record> {
    void walk(History history, Rows<R> rows);
  }

  /// The table, read from every such file.
  public static <R extends Record> Table<R> of(Table<R> table, Walk<R> walk) {
    var reading = new DatabaseReading<>(walk);
    return table
        .fromFiles(MEMBERS, reading)
        .fromFiles(SNAPSHOTS, reading)
        .looseAs(ANYWHERE, ArtifactName.file("/**/member/snap/db"))
        .sniffBytes(MEMBER, DatabaseReading::isHead);
  }

  /// What one walk looks at.
  ///
  /// @param file for its name and what is asked of it
  /// @param records every retained record that can be proven
  /// @param segment the file as it was when the walk began
  /// @param damages takes what is found wrong
  /// @param lacking takes other reasons why rows are missing
  public record History(
      MappedFile file,
      MemorySegment segment,
      RecordSource records,
      DamageLog damages,
      List<String> lacking) {

    String name() {
      return file.name();
    }
  }

  /// bbolt's magic number at the beginning of one of the first two pages; the second is looked for
  /// where pages have 4 KiB.
  private static boolean isHead(byte[] head) {
    return isMeta(head, 0) || isMeta(head, 4096);
  }

  private static boolean isMeta(byte[] head, int page) {
    int at = page + 16;
    return head.length >= at + 8
        && head[at] == (byte) 0xED
        && head[at + 1] == (byte) 0xDA
        && head[at + 2] == (byte) 0x0C
        && head[at + 3] == (byte) 0xED
        && head[at + 4] == 2;
  }

  @Override
  public void parse(MappedFile file, Rows<R> rows) throws IOException {
    try {
      if (file.bytes().bytes().byteSize() > SETTLED_BYTES_MAX || !parseSettled(file, rows)) {
        parseOnce(file, rows);
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    } catch (InternalError e) {
      throw new IOException("another program cut it while it was read", e);
    }
  }

  /// @return false if etcd finished a transaction during each try, or no meta page is valid
  private boolean parseSettled(MappedFile file, Rows<R> rows) throws IOException {
    var outcome =
        LiveRead.read(() -> current(file), TRIES_MAX, (database, _) -> kept(file, database.file()));
    return switch (outcome) {
      case LiveRead.Outcome.Settled<Kept<R>> settled -> {
        tell(file, settled.result().account);
        settled.result().rows.forEach(row -> rows.add(row.offset, row.row));
        yield true;
      }
      case LiveRead.Outcome.Unsettled<Kept<R>> _ -> false;
      case LiveRead.Outcome.Unreadable<Kept<R>> _ -> false;
    };
  }

  private void parseOnce(MappedFile file, Rows<R> rows) throws IOException {
    var segment = current(file);
    var before = newest(segment);
    var account = walk(file, segment, rows);
    tell(file, account);
    var after = newest(current(file));
    if (!before.equals(after)) {
      file.lacks(
          "etcd finished %s while it was read: each row was true, but not all at one time"
              .formatted(transactions(before, after)));
    }
  }

  private static String transactions(Optional<Meta> before, Optional<Meta> after) {
    long count = after.map(Meta::transaction).orElse(0L) - before.map(Meta::transaction).orElse(0L);
    return count == 1 ? "a transaction" : Math.max(count, 0) + " transactions";
  }

  private static Optional<Meta> newest(MemorySegment segment) {
    return Metas.read(segment, new DamageLog()).newest();
  }

  private static MemorySegment current(MappedFile file) {
    try {
      return file.bytes().current();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Kept<R> kept(MappedFile file, MemorySegment segment) {
    var rows = new ArrayList<Kept.Row<R>>();
    var account =
        walk(
            file,
            segment,
            new Rows<R>() {
              @Override
              public void add(long offset, R row) {
                rows.add(new Kept.Row<>(offset, row));
              }

              @Override
              public void reject(Line line, String reason) {
                throw new IllegalStateException("a database has no lines");
              }
            });
    return new Kept<>(rows, account);
  }

  /// What one try came to.
  private record Kept<R extends Record>(List<Row<R>> rows, Account account) {
    record Row<R extends Record>(long offset, R row) {}
  }

  /// What a walk has to say beside its rows.
  private record Account(RecordSource records, DamageLog damages, List<String> lacking) {}

  private Account walk(MappedFile file, MemorySegment segment, Rows<R> rows) {
    var damages = new DamageLog();
    var salvage = Salvage.of(segment, damages);
    RecordSource records =
        salvage.lostRanges().isEmpty() && salvage.store().isPresent()
            ? salvage.store().get()
            : salvage;
    var account = new Account(records, damages, new ArrayList<>());
    if (isHistory(records)) {
      // What the search for damage found is not to be told twice.
      walk.walk(new History(file, segment, records, new DamageLog(), account.lacking), rows);
    }
    return account;
  }

  private static boolean isHistory(RecordSource records) {
    return !(records instanceof Salvage salvage)
        || salvage.store().isPresent()
        || salvage.found() > 0;
  }

  private static void tell(MappedFile file, Account account) throws IOException {
    var damages = account.damages;
    if (!isHistory(account.records)) {
      throw new IOException(
          "holds no history of etcd: "
              + damages.kept().stream().findFirst().map(Damage::toString).orElse("no page is one"));
    }
    damages.kept().stream().limit(DAMAGES_TOLD).map(Damage::toString).forEach(file::lacks);
    if (damages.total() > DAMAGES_TOLD) {
      file.lacks((damages.total() - DAMAGES_TOLD) + " more damages");
    }
    account.lacking.forEach(file::lacks);
  }

  /// `KEY@REVISION`, and what was written; the file as a whole at offset 0.
  @Override
  public Ledger.Quote quote(MappedBytes file, long offset) {
    var segment = file.bytes();
    var record = new StoredRecord(segment);
    if (offset == 0) {
      return new Ledger.Quote("", "etcd database, %,d bytes".formatted(segment.byteSize()));
    }
    return record.lookAgainAt(offset)
        ? new Ledger.Quote(record.keyText() + "@" + record.main(), told(record))
        : new Ledger.Quote("", "(etcd has overwritten the record since)");
  }

  private static String told(StoredRecord record) {
    var keyValue = record.keyValue();
    return record.isTombstone()
        ? "deleted"
        : "version %d, created at revision %d, %,d bytes"
            .formatted(keyValue.version(), keyValue.createRevision(), keyValue.valueLength());
  }
}
