package dev.casebook.console;

import dev.casebook.evidence.Rewritable;
import dev.casebook.tables.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/// A deep subject with formats, tables, a tool and commands of its own, as the spine sees it. The
/// command has the one list of wings; nothing else of the spine knows of any.
public interface Wing {

  /// Its tables, in the order in which they are listed to people.
  default List<Table<?>> tables() {
    return List.of();
  }

  List<Subcommand> commands();

  /// Command lines of which every class is to be ready when people start them: what is done most
  /// often, run once when Casebook is built.
  ///
  /// @param examples the folder `examples/`
  List<List<String>> rehearsals(Path examples);

  /// Those of its forms of files that are no text and can be written again with other names.
  default List<Rewritable> rewritables() {
    return List.of();
  }

  /// Those of its command lines that work so long that the optimising compiler pays for itself, as
  /// patterns of the shell over the words after `casebook`: `NAME check*`. They take longer to
  /// start.
  default List<String> longWork() {
    return List.of();
  }

  /// A command of the wing, `casebook NAME`.
  ///
  /// @param outline the command as a list of commands shows it: reading all about its own
  ///   subcommands would cost every other command tens of milliseconds of its start
  /// @param whole the command with all of its own
  record Subcommand(
      String name, Supplier<CommandLine> outline, Function<Console, CommandLine> whole) {}
}
