package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.etcd.tool.LineDecoder;
import dev.casebook.wings.etcd.tool.ObjectReader;
import dev.casebook.wings.etcd.tool.StorageInput;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.io.BufferedInputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd decode`: stored bytes to objects.
@Command(
    name = "decode",
    description = "Show stored bytes as objects.",
    footer = {
      "",
      "Takes a value as it is stored, or what etcdctl get prints, even with --hex, -w "
          + "json, --prefix or --print-value-only. What YAML can't say, such as an unusual "
          + "order of fields, is kept under @wire or @value, so that encode gives back the "
          + "same bytes; --plain leaves it out.",
      "",
      "Examples:",
      "  etcdctl get /registry/pods/default/web | casebook etcd decode",
      "  casebook etcd decode value.bin -o json",
      "  etcd-dump-logs -stream-decoder \"casebook etcd decode --batch\" DATA-DIR"
    })
final class DecodeCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The bytes to decode; standard input if not given.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "yaml, json or jsonl; yaml if not given.")
  private ObjectPrinter.Form form = ObjectPrinter.Form.yaml;

  @Option(names = "--meta-only", description = "Only apiVersion, kind and metadata.")
  private boolean metaOnly;

  @Option(names = "--plain", description = "As kubectl shows it, though encode may then differ.")
  private boolean plain;

  @Option(
      names = "--batch",
      description =
          "For each line of hexadecimal one line of OK|JSON or ERROR:REASON|, as etcd-dump-logs"
              + " wants of a decoder.")
  private boolean batch;

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      description = "The key of an encrypted value, to which it is bound.")
  private String key = "";

  @Mixin private final EncryptionOption encryption = new EncryptionOption();

  DecodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    try {
      var reader = encryption.reader();
      return batch ? answer(reader) : decode(reader);
    } catch (UnreadableFile e) {
      throw new UserError(e.getMessage());
    }
  }

  private int answer(ObjectReader reader) throws UserError {
    return InputFile.with(
        console,
        file,
        in -> {
          new LineDecoder(reader, this::shown).run(new BufferedInputStream(in), console.out());
          return 0;
        });
  }

  private int decode(ObjectReader reader) throws UserError {
    var input = StorageInput.of(InputFile.read(console, file));
    var entries = input.entries();
    if (entries.isEmpty()) {
      throw new UserError("there is nothing to decode: the input is empty");
    }
    if (input.hasOnlyKeys()) {
      throw new UserError("there is nothing to decode: only keys; leave out --keys-only");
    }
    var printer = new ObjectPrinter(console, form, entries.size() == 1);
    var unreadables = new Unreadables(console);
    for (var entry : entries) {
      var name = entry.key().isEmpty() ? key : entry.key();
      var value =
          plain || metaOnly
              ? reader.read(name, entry.value())
              : reader.readExactly(name, entry.value());
      printer.print(shown(value.tree()));
      unreadables.note(name.isEmpty() ? place(printer.printed(), entries.size()) : name, value);
    }
    printer.end();
    return Math.max(unreadables.end(), sayUntold(input.untoldBytes()));
  }

  private static String place(long number, int all) {
    return all == 1 ? "the value" : "value " + number;
  }

  private int sayUntold(long bytes) {
    if (bytes == 0) {
      return 0;
    }
    console.say(
        Sizes.count(bytes, "byte")
            + " can't be split into keys and values; use etcdctl get -w json");
    return 2;
  }

  private Map<String, @Nullable Object> shown(Map<String, @Nullable Object> tree) {
    if (!metaOnly || !tree.containsKey("metadata")) {
      return tree;
    }
    var head = new LinkedHashMap<String, @Nullable Object>(tree);
    head.keySet().retainAll(List.of("apiVersion", "kind", "metadata"));
    return head;
  }
}
