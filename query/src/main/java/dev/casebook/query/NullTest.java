package dev.casebook.query;

/// A condition that is true where a column is NULL.
///
/// @param relation whose column it is
/// @param isOfLeftJoin whether the relation stands on the side of an outer join that may have no
///   row, so that the condition asks for its lack
public record NullTest(String relation, String column, boolean isOfLeftJoin) {}
