/// Functions of native libraries that are called often and in short runs.
@NullMarked
package dev.casebook.hosts.libraries;

import org.jspecify.annotations.NullMarked;
