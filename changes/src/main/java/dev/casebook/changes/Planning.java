package dev.casebook.changes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes steps of what is wished for, by what the host has now.
public final class Planning {

  private static final Pattern SYSCTL =
      Pattern.compile("/etc/sysctl\\.conf|/(?:etc|run)/sysctl\\.d/[^/ ]+\\.conf");

  private final Journal journal;

  /// Files as earlier steps of the same plan leave them.
  private final Map<String, String> edited = new HashMap<>();

  public Planning(Journal journal) {
    this.journal = journal;
  }

  /// @param path of the file; links are followed
  /// @param check see [Step.Edit]
  /// @return empty if the file is so already
  /// @throws Refusal if it can't or must not be edited there
  public Optional<Step.Edit> edit(String path, List<EditLine> lines, String check)
      throws IOException, Refusal {
    var file = journal.survey(path);
    var was = Optional.ofNullable(edited.get(file.path())).or(file::content);
    var owner = Owner.of(file.path(), was.orElse("")).or(() -> Owner.of(path, ""));
    if (owner.isPresent()) {
      throw new Refusal(path + ": belongs to " + owner.get() + "; change it by that");
    }
    if (was.orElse("").indexOf('\0') >= 0) {
      throw new Refusal(path + ": is no file of lines");
    }
    try {
      var after = Lines.edited(was.orElse(""), lines.stream().map(Planning::inBytes).toList());
      if (was.map(after::equals).orElse(after.isEmpty())) {
        return Optional.empty();
      }
      edited.put(file.path(), after);
      return Optional.of(new Step.Edit(file.path(), was, after, check));
    } catch (Refusal e) {
      throw new Refusal(path + ": " + e.reason());
    }
  }

  /// What else the host says of a kernel parameter that an edit keeps: later files of `sysctl
  /// --system` bring another value back. A sentence each.
  public List<String> overruled(String path, List<EditLine> lines) throws IOException, Refusal {
    var remarks = new ArrayList<String>();
    if (!SYSCTL.matcher(path).matches()) {
      return remarks;
    }
    for (var line : lines) {
      if (line instanceof EditLine.Set(var key, _, var value)) {
        for (var later : journal.overruled(path, key.replace('/', '.'), value)) {
          var cells = later.split("\t", 2);
          remarks.add(
              "%s is read later and sets %s to %s: only the running value holds, until the next boot or sysctl --system."
                  .formatted(cells[0], key, cells.length > 1 ? cells[1] : ""));
        }
      }
    }
    return remarks;
  }

  private static EditLine inBytes(EditLine line) {
    return switch (line) {
      case EditLine.Append(var text) -> new EditLine.Append(Journal.bytes(text));
      case EditLine.Remove(var text) -> new EditLine.Remove(Journal.bytes(text));
      case EditLine.Replace(var text, var by) ->
          new EditLine.Replace(Journal.bytes(text), by.stream().map(Journal::bytes).toList());
      case EditLine.Set(var key, var separator, var value) ->
          new EditLine.Set(Journal.bytes(key), separator, Journal.bytes(value));
    };
  }

  /// The difference that an edit makes, for people.
  public static List<String> difference(Step.Edit edit) {
    return UnifiedDiff.of(
        edit.path(), edit.was().map(Journal::text), Optional.of(Journal.text(edit.after())));
  }
}
