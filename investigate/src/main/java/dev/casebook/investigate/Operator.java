package dev.casebook.investigate;

import dev.casebook.changes.Journal;
import java.io.OutputStream;
import java.util.List;

/// Whoever asks for a fix: is shown what will be done, and says whether it is.
public interface Operator {

  /// Is shown the plan, and says whether to go on.
  boolean agreesTo(Plan plan);

  /// Something failed, or did not help, or was interrupted: whether what was done is taken back.
  ///
  /// @param why in a sentence
  boolean wantsBack(String why);

  /// What is done now.
  void hears(String line);

  /// Takes what commands of the remedy say.
  OutputStream output();

  /// The change cuts off who makes it unless somebody comes in anew and confirms.
  ///
  /// @param seconds that are left for it
  void isToConfirm(String id, long seconds);

  /// Somebody edited since what is to be taken back.
  ///
  /// @param differences of what was left and what is there, for each file
  void sees(Journal.Ending ending, List<List<String>> differences);
}
