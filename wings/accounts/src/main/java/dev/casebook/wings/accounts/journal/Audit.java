package dev.casebook.wings.accounts.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/// What a journal says, and whether it is whole. It only reads, also while others add.
///
/// @param number of the last line that is whole
/// @param hash what stands for all lines up to it
/// @param fault what is wrong; empty if nothing is
public record Audit(long number, String hash, String fault) {

  /// @param detail a token, a position, the way somebody came in, or what was done to which target;
  ///   never a secret
  public record Line(
      long number, Instant time, String actor, String event, String account, String detail) {}

  /// @param wanted `NUMBER:HASH` of a line that has to be there still; or empty
  public static Audit of(Path file, String wanted, Consumer<Line> lines) throws IOException {
    if (!Files.isReadable(file)) {
      throw new NoSuchFileException(file.toString(), null, "no journal can be read");
    }
    var chain = new Chain();
    boolean met = wanted.isEmpty();
    try (var reader = Files.newBufferedReader(file)) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        var entry = chain.read(line);
        met |= wanted.equals(entry.number() + ":" + chain.hash());
        lines.accept(shown(entry));
      }
    } catch (Chain.Broken e) {
      return new Audit(chain.number(), chain.hash(), String.valueOf(e.getMessage()));
    }
    return new Audit(
        chain.number(), chain.hash(), met ? "" : "no line of it is " + wanted + ": lines were cut");
  }

  private static Line shown(Chain.Entry entry) {
    var words = entry.words();
    var event = words.getFirst();
    boolean isSecret = event.equals("password");
    var detail = words.size() < 3 || isSecret ? "" : words.get(2);
    return new Line(
        entry.number(),
        entry.time(),
        entry.actor(),
        event,
        words.size() < 2 ? "" : words.get(1),
        event.matches("code|changed") && words.size() > 3 ? detail + " " + words.get(3) : detail);
  }
}
