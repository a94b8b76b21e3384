package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Glob;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What became of each artifact of a snapshot, after every table was read once.
@Row("one artifact of the source: a file, or the output of a command")
@Compared(never = "it tells of the collection and not of the host")
public record EvidenceAccount(
    @Column("where it lies in its source") String place,
    @Column("the host path or command line that it stands for") String artifact,
    @Column("parsed, not needed, unknown or failed") String state,
    @Column("the tables it was read for, comma-separated; empty if for none") String tables,
    @Column("rows that it gave") long rows,
    @Column("lines that were not understood") long rejected,
    @Column("why it failed, is not whole, or the first line that was not understood")
        String reason) {

  /// Filled by [#of], not from artifacts.
  public static final Table<EvidenceAccount> TABLE =
      Table.of("evidence", EvidenceAccount.class)
          .example(
              "what could not be read or understood, and why",
              "select place, state, rejected, reason from evidence where reason <> ''");

  private static final Pattern ARCHIVE =
      Pattern.compile("\\.(?:tar|t[gxb]z|tbz2|txz|tzst|zip|tar\\.(?:gz|xz|bz2|zst|Z))$");

  private static final String NOT_OPENED =
      "an archive inside the source is not opened: give it as a source of its own";

  /// The accounts of one snapshot, in order of place.
  public static List<EvidenceAccount> of(Snapshot snapshot, Catalogue catalogue) {
    var reader = new TableReader(snapshot);
    catalogue.tables().forEach(table -> reader.read(table, (_, _) -> true));
    var known = new Known(catalogue);
    var accounts = new ArrayList<EvidenceAccount>();
    for (var artifact : snapshot.all()) {
      accounts.add(account(artifact, snapshot.ledger(), known));
    }
    return accounts;
  }

  private static EvidenceAccount account(Artifact artifact, Ledger ledger, Known known) {
    var account = ledger.account(artifact);
    if (account.isEmpty()) {
      var state = known.contains(artifact.name()) ? "not needed" : "unknown";
      return row(artifact, state, "", 0, 0, isArchive(artifact) ? NOT_OPENED : "");
    }
    var read = account.get();
    boolean failed = read.rows() == 0 && !read.reason().isEmpty();
    return row(
        artifact,
        failed ? "failed" : "parsed",
        read.tables(),
        read.rows(),
        read.rejected(),
        read.reason());
  }

  private static boolean isArchive(Artifact artifact) {
    return ARCHIVE.matcher(artifact.place()).find();
  }

  private static EvidenceAccount row(
      Artifact artifact, String state, String tables, long rows, long rejected, String reason) {
    var shortcoming = artifact.shortcoming();
    return new EvidenceAccount(
        artifact.place(),
        artifact.name().text(),
        state,
        tables,
        rows,
        rejected,
        reason.isEmpty() && shortcoming != null ? shortcoming : reason);
  }

  /// The names that some table reads, whether or not it read them here.
  private static final class Known {

    private final List<Pattern> files = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    Known(Catalogue catalogue) {
      for (var name : catalogue.artifacts()) {
        switch (name) {
          case ArtifactName.File file -> files.add(file.glob().pattern());
          case ArtifactName.Command command -> commands.add(command.mangled());
        }
      }
    }

    boolean contains(ArtifactName name) {
      return switch (name) {
        case ArtifactName.File file -> {
          var path = file.path().substring(1);
          yield files.stream().anyMatch(pattern -> pattern.matcher(path).matches());
        }
        case ArtifactName.Command command ->
            commands.stream().anyMatch(pattern -> Glob.of(pattern).matches(command.mangled()));
      };
    }
  }
}
