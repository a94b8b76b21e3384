/// Tests of archives and compressed files, sound and hostile.
@NullMarked
package dev.casebook.evidence.archive;

import org.jspecify.annotations.NullMarked;
