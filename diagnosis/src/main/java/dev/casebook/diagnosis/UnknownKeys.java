package dev.casebook.diagnosis;

/// What is done about a key of a header that the form does not have.
interface UnknownKeys {

  /// A note with such a key is not used: what its author meant by it would be missing.
  UnknownKeys REFUSED =
      fault -> {
        throw fault;
      };

  /// @throws UnusableFile if the file is not to be read on
  void found(UnusableFile fault) throws UnusableFile;
}
