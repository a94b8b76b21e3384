package dev.casebook.investigate;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.TableReader;
import dev.casebook.tables.network.Interface;
import dev.casebook.tables.network.InterfaceAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words by which one host is told from another: its name, machine-id, addresses and MACs. Of
/// two hosts they are masked, so that what only follows from them is no difference.
final class OwnWords {

  static final ArtifactName MACHINE_ID = ArtifactName.file("/etc/machine-id");

  /// Shorter names stand in too many other words.
  private static final int WORD_MIN = 3;

  /// A host with more addresses is masked in part.
  private static final int WORDS_MAX = 1000;

  private static final Set<String> SHARED =
      Set.of("localhost", "127.0.0.1", "::1", "00:00:00:00:00:00", "0.0.0.0", "::");

  private final @Nullable Pattern words;

  private OwnWords(@Nullable Pattern words) {
    this.words = words;
  }

  static OwnWords none() {
    return new OwnWords(null);
  }

  static OwnWords of(Snapshot snapshot) {
    var words =
        new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(w -> w));
    if (snapshot.facts().hostIsTold()) {
      words.add(snapshot.facts().host());
      words.add(snapshot.facts().host().replaceFirst("\\..*", ""));
    }
    machineId(snapshot).ifPresent(words::add);
    var reader = new TableReader(snapshot);
    reader.read(
        InterfaceAddress.TABLE,
        (_, row) -> {
          if (row instanceof InterfaceAddress address) {
            words.add(address.address());
            words.add(address.network());
          }
          return words.size() < WORDS_MAX;
        });
    reader.read(
        Interface.TABLE,
        (_, row) -> {
          if (row instanceof Interface device && device.mac() != null) {
            words.add(device.mac());
          }
          return words.size() < WORDS_MAX;
        });
    words.removeIf(word -> word.length() < WORD_MIN || SHARED.contains(word));
    if (words.isEmpty()) {
      return none();
    }
    var any = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return new OwnWords(Pattern.compile("(?<![\\w.:-])(?:" + any + ")(?![\\w:])"));
  }

  /// The id that systemd gave the installation; machine-id(5).
  static Optional<String> machineId(Snapshot snapshot) {
    for (var artifact : snapshot.find(MACHINE_ID)) {
      try (var in = artifact.open()) {
        var id = new String(in.readNBytes(64), StandardCharsets.US_ASCII).strip();
        if (id.matches("[0-9a-f]{32}")) {
          return Optional.of(id);
        }
      } catch (IOException e) {
        // Then the host's name tells.
      }
    }
    return Optional.empty();
  }

  String masked(String text) {
    return words == null ? text : words.matcher(text).replaceAll("(own)");
  }
}
