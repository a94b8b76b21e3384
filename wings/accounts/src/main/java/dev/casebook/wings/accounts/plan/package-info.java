/// From what the folder wants of a server and what the server has to a plan, and from a plan to a
/// changed server: nothing is written that the plan did not show, and nothing is touched that is
/// not ours.
@NullMarked
package dev.casebook.wings.accounts.plan;

import org.jspecify.annotations.NullMarked;
