/// Who may do what where, and why: the same answer for whoever asks.
@NullMarked
package dev.casebook.wings.accounts.decide;

import org.jspecify.annotations.NullMarked;
