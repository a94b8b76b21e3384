package dev.casebook.wings.etcd.commands;

import dev.casebook.wings.etcd.tool.EncryptionConfiguration;
import dev.casebook.wings.etcd.tool.ObjectReader;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The keys that encrypted values are opened with.
final class EncryptionOption {

  @Option(
      names = "--encryption-config",
      paramLabel = "FILE",
      description = "The EncryptionConfiguration of the API server, to open encrypted values.")
  private @Nullable Path file;

  ObjectReader reader() throws UnreadableFile {
    return file == null ? new ObjectReader() : new ObjectReader(EncryptionConfiguration.read(file));
  }
}
