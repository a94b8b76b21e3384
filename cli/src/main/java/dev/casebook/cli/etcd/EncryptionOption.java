package dev.casebook.cli.etcd;

import dev.casebook.tools.etcd.EncryptionConfiguration;
import dev.casebook.tools.etcd.ObjectReader;
import dev.casebook.tools.etcd.UnreadableFile;
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
