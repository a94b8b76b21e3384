/// Whether lines answer, how fast, and why not: `casebook ping` and `casebook probe`.
@NullMarked
package dev.casebook.wings.lines;

import org.jspecify.annotations.NullMarked;
