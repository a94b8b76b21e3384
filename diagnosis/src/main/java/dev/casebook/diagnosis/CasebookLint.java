package dev.casebook.diagnosis;

import dev.casebook.query.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks all notes and views of a folder, those that can't be read too, and tells every fault.
///
/// @param checked how many notes and views there are
/// @param complaints what is wrong, each as `FILE:LINE: what, and what to do`
/// @param remarks what is right and has a cost that its author may not know
public record CasebookLint(int checked, List<String> complaints, List<String> remarks) {

  public CasebookLint {
    complaints = List.copyOf(complaints);
    remarks = List.copyOf(remarks);
  }

  /// @param shipped views that these notes may use beside their own
  public static CasebookLint of(Path folder, List<View> shipped, Schema schema)
      throws UnusableFile {
    var complaints = new ArrayList<String>();
    var contents = new ArrayList<NoteIndex.Content>();
    var files = Casebook.files(folder);
    for (var file : files) {
      try {
        // A key that is misspelt hides nothing else.
        contents.add(Casebook.content(file, fault -> complaints.add(fault.getMessage())));
      } catch (UnusableFile e) {
        e.getMessage().lines().forEach(complaints::add);
      }
    }
    var remarks = new ArrayList<String>();
    try {
      var casebook = Casebook.of(contents, shipped).parsed(schema::parse);
      var own = casebook.views().stream().filter(view -> files.contains(view.file())).toList();
      ViewLint.define(casebook.views(), schema).stream()
          .filter(complaint -> files.stream().anyMatch(file -> complaint.startsWith(file + ":")))
          .forEach(complaints::add);
      own.forEach(view -> remark(view.file(), view.signals(), remarks));
      for (var note : casebook.notes()) {
        complaints.addAll(NoteLint.complaints(note, schema));
        new FolderLint(note, complaints).check();
        remark(note.file(), note.signals(), remarks);
      }
    } catch (UnusableFile e) {
      e.getMessage().lines().forEach(complaints::add);
    }
    return new CasebookLint(files.size(), complaints.stream().distinct().toList(), remarks);
  }

  private static void remark(Path file, List<SignalDefinition> signals, List<String> remarks) {
    signals.stream()
        .filter(signal -> signal.in().isEmpty())
        .forEach(signal ->
            remarks.add(
                file
                    + ":"
                    + signal.line()
                    + ": remark: signal "
                    + signal.name()
                    + " has no in: any program may say it, so its absence proves nothing"));
  }
}
