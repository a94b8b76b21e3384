/// States of the folder that git keeps.
@NullMarked
package dev.casebook.wings.accounts.history;

import org.jspecify.annotations.NullMarked;
