/// Strangers' archives and compressed files, read as bounded streams.
@NullMarked
package dev.casebook.evidence.archive;

import org.jspecify.annotations.NullMarked;
