/// What the launcher script runs once, after a build; no part of what is built.
@NullMarked
package dev.casebook.launcher;

import org.jspecify.annotations.NullMarked;
