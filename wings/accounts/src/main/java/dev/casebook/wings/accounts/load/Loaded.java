package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Company;
import java.util.List;

/// What a folder says, as far as it was understood.
///
/// @param problems in the order of files and lines; of very many the first
/// @param problemCount how many there are
/// @param lost how many of them belong to no row: what stood there is not known, and must not be
///   taken for not wanted
/// @param files how many files were read
/// @param digest SHA-256 over the names and texts of all files, in hexadecimal
public record Loaded(
    Company company,
    List<Problem> problems,
    long problemCount,
    long lost,
    int files,
    String digest) {

  public Loaded {
    problems = List.copyOf(problems);
  }
}
