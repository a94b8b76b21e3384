package dev.casebook.wings.etcd.kubernetes.tree;

import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.constructor.core.ConstructYamlCoreInt;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// How plain words in a manifest are read: YAML 1.2, except that numbers with a leading zero are
/// octal, as in YAML 1.1 and for kubectl: `defaultMode: 0644` is 420.
final class ManifestSchema extends CoreSchema {

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    var constructors = new HashMap<>(super.getSchemaTagConstructors());
    constructors.put(Tag.INT, new Int());
    return constructors;
  }

  private static final class Int extends ConstructYamlCoreInt {

    @Override
    public Object createIntNumber(String text) {
      return text.matches("[-+]?0[0-7]{1,20}")
          ? createLongOrBigInteger(text, 8)
          : super.createIntNumber(text);
    }
  }
}
