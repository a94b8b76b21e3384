package dev.casebook.wings.etcd.commands;

import dev.casebook.console.UserError;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.NamedKey;
import dev.casebook.wings.etcd.tool.ObjectHistory;
import dev.casebook.wings.etcd.tool.ObjectReader;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which key a command is to look at, in which file.
final class KeyArguments {

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "The namespace of RESOURCE/NAME, where there are several.")
  private @Nullable String namespace;

  @Mixin private final EncryptionOption encryption = new EncryptionOption();

  Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  ObjectReader reader() throws UnreadableFile {
    return encryption.reader();
  }

  /// The file among the words `[FILE] KEY`; null for this host's.
  static @Nullable Path file(List<String> words) throws UserError {
    if (words.isEmpty() || words.size() > 2) {
      throw new UserError("name a KEY, and before it the FILE");
    }
    if (words.size() == 1 && Files.isRegularFile(Path.of(words.getFirst()))) {
      throw new UserError(words.getFirst() + " is a file; name the KEY behind it");
    }
    if (words.getFirst().isEmpty()) {
      throw new UserError("an empty path names no file");
    }
    return words.size() == 1 ? null : Path.of(words.getFirst());
  }

  /// The retained revisions of the key among the words `[FILE] KEY`.
  ObjectHistory history(EtcdFile open, List<String> words) throws UnreadableFile {
    var reader = encryption.reader();
    var key = NamedKey.find(open, words.getLast(), Optional.ofNullable(namespace));
    return ObjectHistory.of(open, key, reader);
  }
}
