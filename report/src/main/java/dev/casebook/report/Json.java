package dev.casebook.report;

/// A cell that is JSON text already: a value inside an answer in JSON, text elsewhere.
public record Json(String text) {

  @Override
  public String toString() {
    return text;
  }
}
