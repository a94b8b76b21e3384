@NullMarked
package dev.casebook.wings.accounts.targets.ldap;

import org.jspecify.annotations.NullMarked;
