/// Lines of system and application logs into fields, at the speed of reading them.
@NullMarked
package dev.casebook.formats.logs;

import org.jspecify.annotations.NullMarked;
