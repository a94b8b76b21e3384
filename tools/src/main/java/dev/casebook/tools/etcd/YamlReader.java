package dev.casebook.tools.etcd;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// YAML, and JSON as part of it, to object trees: what users write.
public final class YamlReader {

  /// Far above the largest object in etcd, 1.5 MiB.
  private static final int CODE_POINTS_MAX = 64 << 20;

  /// An alias that repeats a collection more often is no manifest, but an attack on memory.
  private static final int ALIASES_MAX = 50;

  private YamlReader() {}

  /// The documents in the text, read one by one; a document that is none ends the iteration with
  /// [YamlEngineException], whose message says where.
  public static Iterator<Object> documents(String text) {
    return load().loadAllFromString(text).iterator();
  }

  private static Load load() {
    return new Load(
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(CODE_POINTS_MAX)
            .setMaxAliasesForCollections(ALIASES_MAX)
            .setAllowDuplicateKeys(false)
            .build());
  }

  /// What the exception says, on one line.
  public static String problem(YamlEngineException e) {
    return Optional.ofNullable(e.getMessage()).orElse("").replaceAll("\\s+", " ").strip();
  }
}
