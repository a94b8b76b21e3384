package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Company;
import java.util.List;

/// What a folder says, as far as it was understood.
///
/// @param problems in the order of files and lines; of very many the first
/// @param problemCount how many there are
/// @param files how many files were read
/// @param digest SHA-256 over the names and texts of all files, in hexadecimal
public record Loaded(
    Company company, List<Problem> problems, long problemCount, int files, String digest) {

  public Loaded {
    problems = List.copyOf(problems);
  }
}
