/// What changes while people sign in: passwords, tokens, locks, in one journal that is only ever
/// added to.
@NullMarked
package dev.casebook.wings.accounts.credentials;

import org.jspecify.annotations.NullMarked;
