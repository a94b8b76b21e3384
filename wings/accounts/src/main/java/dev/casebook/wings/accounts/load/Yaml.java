package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// YAML as nodes that know their lines.
final class Yaml {

  /// Ten thousand people take three million.
  private static final int CODE_POINTS_MAX = 64 << 20;

  private Yaml() {}

  /// The documents of a file; what is no YAML is a fault of the file.
  static List<Node> documents(String file, String text, Problems problems) {
    var settings =
        LoadSettings.builder()
            .setCodePointLimit(CODE_POINTS_MAX)
            .setMaxAliasesForCollections(0)
            .setUseMarks(true)
            .build();
    var documents = new ArrayList<Node>();
    try {
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      problems.add(new Place(file, line), "not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.add(new Place(file, 1), "not valid YAML: " + reason);
    } catch (StackOverflowError e) {
      problems.add(new Place(file, 1), "nested too deeply");
    }
    return documents;
  }

  static Place place(String file, Node node) {
    return new Place(
        file, Optional.of(node).flatMap(Node::getStartMark).map(Mark::getLine).orElse(0) + 1);
  }
}
