@NullMarked
package dev.casebook.wings.accounts.portal;

import org.jspecify.annotations.NullMarked;
