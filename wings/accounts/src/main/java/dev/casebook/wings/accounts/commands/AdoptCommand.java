package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.Amount;
import dev.casebook.wings.accounts.load.RowsFile;
import dev.casebook.wings.accounts.model.Kind;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts adopt`: what a server has, as rows of the folder.
@Command(
    name = "adopt",
    description = "Write what a server has as rows of the folder, and look after it from now on.",
    footer = {
      "",
      "Rows go to TARGET.yaml in the folder, which must not be there yet; what the",
      "folder has already stays. A plan is empty then, but for rows with faults, which",
      "are left alone until they are mended. The server is only read.",
      "",
      "Examples:",
      "  casebook accounts adopt office --print",
      "  casebook accounts adopt office"
    })
final class AdoptCommand extends TargetCommand {

  @Option(names = "--print", description = "Only show the rows.")
  private boolean print;

  AdoptCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    return withTarget(opened -> {
      var adopted = opened.target().adopt(opened.snapshot(), opened.target().read());
      var text = RowsFile.text(adopted.rows());
      adopted.remarks().forEach(remark -> console().say(remark));
      if (print) {
        console().print(text);
        return 0;
      }
      var file = folder().resolve(name() + ".yaml");
      if (!text.isEmpty()) {
        try {
          RowsFile.write(file, text);
        } catch (FileAlreadyExistsException e) {
          throw new UserError(file + " is there already: move it, or --print the rows");
        }
      }
      for (var key : adopted.keys()) {
        opened.ownership().own(console().now(), key);
      }
      opened.ownership().flush();
      var counts = new ArrayList<String>();
      for (var kind : Kind.values()) {
        int count = adopted.count(kind);
        if (count > 0) {
          counts.add(count + " " + (count == 1 ? kind.title() : kind.key()));
        }
      }
      print(
          counts.isEmpty()
              ? "the folder has all of it; %s of %s looked after from now on"
                  .formatted(Amount.of(adopted.keys().size(), "thing"), name())
              : counts.stream().collect(Collectors.joining(", ", "", " written to " + file)));
      return 0;
    });
  }
}
