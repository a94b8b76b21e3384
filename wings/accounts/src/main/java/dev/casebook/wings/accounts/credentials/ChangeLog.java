package dev.casebook.wings.accounts.credentials;

import dev.casebook.wings.accounts.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// What is done to servers that accounts are kept on, as lines of the same journal: who let it be
/// done, and when.
public final class ChangeLog implements AutoCloseable {

  private static final int CHARACTERS_MAX = 1000;

  private final Journal journal;

  private ChangeLog(Journal journal) {
    this.journal = journal;
  }

  /// @param folder of the state, which is there
  /// @throws IOException also where the journal was changed by somebody else
  public static ChangeLog in(Path folder) throws IOException {
    return new ChangeLog(
        Journal.in(
            folder,
            _ -> {
              // what others wrote is theirs to know
            }));
  }

  /// Tells of a change before it is made; it is on the disk when this returns.
  ///
  /// @param account empty where it is about none
  /// @param what in words, without secrets; of very many the beginning is kept
  public void add(Instant now, String actor, String account, String target, String what)
      throws IOException {
    var kept =
        what.length() <= CHARACTERS_MAX ? what : what.substring(0, CHARACTERS_MAX) + " and more";
    journal.exclusively(writer -> {
      writer.add(now, actor, new Event.Changed(account, target, kept));
      return true;
    });
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
