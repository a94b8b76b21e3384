@NullMarked
package dev.casebook.wings.accounts.targets.mariadb;

import org.jspecify.annotations.NullMarked;
