/// Files of sudo and sshd on hosts, written over ssh.
@NullMarked
package dev.casebook.wings.accounts.targets.hosts;

import org.jspecify.annotations.NullMarked;
