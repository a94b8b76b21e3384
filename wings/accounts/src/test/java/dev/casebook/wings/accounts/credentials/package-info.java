@NullMarked
package dev.casebook.wings.accounts.credentials;

import org.jspecify.annotations.NullMarked;
