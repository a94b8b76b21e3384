package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.journal.Nodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this node answers to others: how it stands, its vote, and that it has added what the writer
/// has sent.
final class Answers implements Listening.Answering {

  private final Journal journal;
  private final Epochs epochs;
  private final Path folder;
  private final Notes notes;

  Answers(Journal journal, Epochs epochs, Path folder, Notes notes) {
    this.journal = journal;
    this.epochs = epochs;
    this.folder = folder;
    this.notes = notes;
  }

  @Override
  public synchronized Reply to(Ask ask, byte[] lines) throws IOException {
    journal.catchUp();
    return switch (ask.kind()) {
      case STATE -> reply(true);
      case HASH -> hash(ask.number());
      case VOTE ->
          reply(epochs.vote(ask, journal.nodes().map(Nodes::epoch).orElse(0L), journal.number()));
      case ADD -> reply(epochs.follow(ask) && isAdded(ask, lines));
      case CUT -> reply(epochs.follow(ask) && isCut(ask));
    };
  }

  private Reply hash(long number) throws IOException {
    boolean isThere = number <= journal.number();
    return reply(isThere, isThere ? journal.at(number).hash() : "");
  }

  private boolean isAdded(Ask ask, byte[] lines) throws IOException {
    notes.say("", "follows %s, epoch %d".formatted(ask.from(), ask.epoch()));
    if (ask.number() != journal.number() || !journal.at(ask.number()).hash().equals(ask.hash())) {
      return false;
    }
    if (lines.length > 0) {
      journal.append(lines);
    }
    return true;
  }

  private boolean isCut(Ask ask) throws IOException {
    if (ask.number() > journal.number() || !journal.at(ask.number()).hash().equals(ask.hash())) {
      return false;
    }
    var kept = unused("journal.cut-%d-%d".formatted(ask.epoch(), ask.number() + 1));
    notes.say(
        "cut",
        "lines after %d never counted: %s keeps them".formatted(ask.number(), kept.getFileName()));
    journal.cut(ask.number(), kept);
    return true;
  }

  private Path unused(String name) {
    var file = folder.resolve(name);
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve(name + "-" + i);
    }
    return file;
  }

  private Reply reply(boolean isDone) throws IOException {
    return reply(isDone, journal.at(journal.number()).hash());
  }

  private Reply reply(boolean isDone, String hash) {
    return new Reply(isDone, epochs.epoch(), epochs.writer(), journal.number(), hash);
  }
}
