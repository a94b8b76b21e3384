package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Rows as a file of the folder.
public final class RowsFile {

  private static final int WIDTH = 100;

  private RowsFile() {}

  public static String text(SequencedMap<Kind, SequencedMap<String, Map<String, Object>>> rows) {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(WIDTH)
            .setSplitLines(false)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setMultiLineFlow(false)
            .setDereferenceAliases(true)
            .build();
    var byKey = new LinkedHashMap<String, Object>();
    rows.forEach((kind, some) -> byKey.put(kind.key(), some));
    return byKey.isEmpty() ? "" : new Dump(settings).dumpToString(byKey);
  }

  /// @throws java.nio.file.FileAlreadyExistsException where there is such a file: nothing of a
  ///   folder is overwritten
  public static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
