package dev.casebook.wings.etcd.tool;

import dev.casebook.evidence.Reason;
import dev.casebook.wings.etcd.kubernetes.encryption.EncryptionKeys;
import dev.casebook.wings.etcd.kubernetes.encryption.UndecryptableException;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The file that `kube-apiserver --encryption-provider-config` names.
public final class EncryptionConfiguration {

  private EncryptionConfiguration() {}

  /// The keys in the file.
  public static EncryptionKeys read(Path file) throws UnreadableFile {
    try {
      var documents = YamlReader.documents(Files.readString(file));
      if (!documents.isEmpty() && documents.getFirst() instanceof Map<?, ?> configuration) {
        return EncryptionKeys.from(configuration);
      }
      throw new UnreadableFile(file + ": is not an EncryptionConfiguration");
    } catch (IOException e) {
      throw new UnreadableFile(file + ": " + Reason.of(e));
    } catch (MalformedException e) {
      throw new UnreadableFile(file + ": is not YAML: " + e.getMessage());
    } catch (UndecryptableException e) {
      throw new UnreadableFile(file + ": " + e.getMessage());
    }
  }
}
