package dev.casebook.tools.etcd;

import dev.casebook.formats.kubernetes.encryption.EncryptionKeys;
import dev.casebook.formats.kubernetes.encryption.UndecryptableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The file that `kube-apiserver --encryption-provider-config` names.
public final class EncryptionConfiguration {

  private EncryptionConfiguration() {}

  /// The keys in the file.
  public static EncryptionKeys read(Path file) throws UnreadableFile {
    try {
      var documents = YamlReader.documents(Files.readString(file));
      if (documents.hasNext() && documents.next() instanceof Map<?, ?> configuration) {
        return EncryptionKeys.from(configuration);
      }
      throw new UnreadableFile(file + ": is no EncryptionConfiguration");
    } catch (IOException e) {
      throw new UnreadableFile(file + ": can't be read: " + e.getMessage());
    } catch (YamlEngineException e) {
      throw new UnreadableFile(file + ": is no YAML: " + YamlReader.problem(e));
    } catch (UndecryptableException e) {
      throw new UnreadableFile(file + ": " + e.getMessage());
    }
  }
}
