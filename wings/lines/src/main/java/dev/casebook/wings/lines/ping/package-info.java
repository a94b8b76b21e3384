/// Requests, each told what became of it and why.
@NullMarked
package dev.casebook.wings.lines.ping;

import org.jspecify.annotations.NullMarked;
