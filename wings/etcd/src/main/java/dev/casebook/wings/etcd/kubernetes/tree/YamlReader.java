package dev.casebook.wings.etcd.kubernetes.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML, and JSON as part of it, to object trees: what users write.
public final class YamlReader {

  /// Far above the largest object in etcd, 1.5 MiB.
  private static final int CODE_POINTS_MAX = 64 << 20;

  /// An alias that repeats a collection more often belongs to no manifest, but to an attack on
  /// memory.
  private static final int ALIASES_MAX = 50;

  private static final int DOCUMENTS_MAX = 100_000;

  private YamlReader() {}

  /// The documents in the text.
  ///
  /// @throws MalformedException if one is not one, saying where
  public static List<@Nullable Object> documents(String text) throws MalformedException {
    var settings =
        LoadSettings.builder()
            .setSchema(new ManifestSchema())
            .setCodePointLimit(CODE_POINTS_MAX)
            .setMaxAliasesForCollections(ALIASES_MAX)
            .setAllowDuplicateKeys(false)
            .build();
    var documents = new ArrayList<@Nullable Object>();
    try {
      for (var document : new Load(settings).loadAllFromString(text)) {
        documents.add(document);
        if (documents.size() > DOCUMENTS_MAX) {
          throw new MalformedException("more than " + DOCUMENTS_MAX + " documents");
        }
      }
      return documents;
    } catch (YamlEngineException e) {
      throw new MalformedException(String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip());
    } catch (StackOverflowError e) {
      throw new MalformedException("nested too deep");
    }
  }
}
