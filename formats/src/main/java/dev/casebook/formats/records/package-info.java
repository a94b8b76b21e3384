/// Values of our own as bytes and back, for another process of the same build or a file that a
/// build leaves for later starts.
@NullMarked
package dev.casebook.formats.records;

import org.jspecify.annotations.NullMarked;
