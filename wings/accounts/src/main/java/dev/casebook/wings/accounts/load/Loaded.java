package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Company;
import java.util.List;

/// What a folder says, as far as it was understood.
///
/// @param problems in the order of files and lines; of very many the first
/// @param problemCount how many there are
/// @param files how many files were read
public record Loaded(Company company, List<Problem> problems, long problemCount, int files) {

  public Loaded {
    problems = List.copyOf(problems);
  }
}
