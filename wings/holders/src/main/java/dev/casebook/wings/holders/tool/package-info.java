/// The search for holders, and how they are asked to end.
@NullMarked
package dev.casebook.wings.holders.tool;

import org.jspecify.annotations.NullMarked;
