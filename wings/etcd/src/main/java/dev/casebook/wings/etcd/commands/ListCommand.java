package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Json;
import dev.casebook.report.Printable;
import dev.casebook.wings.etcd.kubernetes.ObjectHead;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.KeyField;
import dev.casebook.wings.etcd.tool.ObjectValue;
import dev.casebook.wings.etcd.tool.RegistryKey;
import dev.casebook.wings.etcd.tool.SelectedKeys;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook etcd list`: the keys at a revision.
@Command(
    name = "list",
    description = "List keys: those that exist now, or existed at a revision.",
    footer = {
      "",
      "Fields: key, resource, namespace, name, kind, api_version, uid, created, "
          + "create_revision, mod_revision, version, lease (hexadecimal), value_size (bytes), "
          + "versions (revisions of the key still in the file), size (bytes of all of them), "
          + "value (the object).",
      "",
      "Exit status: 0 something matches, 1 nothing matches, 2 not everything was read.",
      "",
      "Examples:",
      "  casebook etcd list /var/lib/etcd/member/snap/db",
      "  casebook etcd list backup.db pods -n kube-system",
      "  casebook etcd list backup.db -r cm,secrets -o wide",
      "  casebook etcd list db --filter .spec.nodeName=node-1 --fields key",
      "  casebook etcd list db --fields key,versions,size -o csv"
    })
final class ListCommand implements Callable<Integer> {

  /// Names of [AnswerForm], and two of kubectl's.
  enum Form {
    table,
    wide,
    name,
    json,
    jsonl,
    csv,
    yaml;

    AnswerForm answer() {
      return this == wide || this == name ? AnswerForm.table : AnswerForm.valueOf(name());
    }
  }

  private static final String WIDE_FIELDS =
      "namespace,name,kind,api_version,created,mod_revision,version,lease,value_size,key";

  private static final String USUAL_FIELDS = "mod_revision,version,value_size,key";

  private final Console console;

  @Parameters(
      arity = "0..3",
      paramLabel = KeyOptions.WORDS_LABEL,
      hideParamSyntax = true,
      description = KeyOptions.WORDS)
  private List<String> words = List.of();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Mixin private final KeyOptions keys = new KeyOptions();

  @Option(
      names = "--fields",
      paramLabel = "FIELD",
      split = ",",
      description = "What to show for each key; " + USUAL_FIELDS + " if not given.")
  private List<String> fields = List.of();

  @Option(names = "--no-headers", description = "No names of columns and no count of rows.")
  private boolean bare;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description =
          "table, wide (more fields), name (RESOURCE/NAME alone), json, jsonl, csv or yaml; table"
              + " if not given.")
  private Form form = Form.table;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var file = keys.take(words);
    var wanted = wantedFields();
    return database.read(console, file, (open, progress) -> list(open, wanted, progress));
  }

  private List<KeyField> wantedFields() throws UserError {
    var wanted = new ArrayList<KeyField>();
    var usual = form == Form.wide ? WIDE_FIELDS : USUAL_FIELDS;
    for (var name : fields.isEmpty() ? Arrays.asList(usual.split(",")) : fields) {
      wanted.add(
          KeyField.named(name.strip())
              .orElseThrow(
                  () -> new UserError("there is no field " + name + "; there are " + allFields())));
    }
    if (keys.query().version().isPresent() && wanted.stream().anyMatch(KeyField::needsCounts)) {
      throw new UserError("--version looks at one version of each key; leave out versions, size");
    }
    return wanted;
  }

  private static String allFields() {
    return Arrays.stream(KeyField.values()).map(KeyField::word).collect(Collectors.joining(", "));
  }

  private int list(EtcdFile open, List<KeyField> wanted, Progress progress)
      throws UserError, UnreadableFile {
    var counted = wanted.stream().anyMatch(KeyField::needsCounts);
    var unreadables = new Unreadables(console);
    var selected =
        SelectedKeys.of(open, keys.query(), keys.reader(), counted).telling(unreadables::note);
    if (form == Form.name) {
      return names(open, selected, progress, unreadables);
    }
    var answer = form.answer();
    var rows = bare ? answer.bareRows(console) : answer.rows(console);
    var head = new ObjectHead();
    rows.columns(wanted.stream().map(KeyField::word).toList());
    var found = false;
    while (selected.next()) {
      progress.end();
      found = true;
      var cells = new @Nullable Object[wanted.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = cell(selected, wanted.get(i).of(selected, head), unreadables);
      }
      rows.row(cells);
    }
    progress.end();
    rows.end();
    return Math.max(found ? 0 : keys.sayNothing(console, open), unreadables.end());
  }

  /// `pods/web`, which history, diff and undelete take; of what is no object, the key.
  private int names(
      EtcdFile open, SelectedKeys selected, Progress progress, Unreadables unreadables) {
    var found = false;
    while (selected.next()) {
      progress.end();
      found = true;
      var key = RegistryKey.of(selected.key());
      var name =
          key.resource().isEmpty() || key.name().isEmpty()
              ? selected.key()
              : key.resource() + "/" + key.name();
      console.out().print(Printable.line(name) + "\n");
    }
    progress.end();
    return Math.max(found ? 0 : keys.sayNothing(console, open), unreadables.end());
  }

  private static @Nullable Object cell(
      SelectedKeys at, @Nullable Object value, Unreadables unreadables) {
    if (value instanceof ObjectValue object) {
      unreadables.note(at.key(), object);
      return new Json(JsonWriter.compact(object.tree()));
    }
    return value;
  }
}
