/// What the kernel counts for a control group, from the text of its files, of version 1 or 2: pure.
@NullMarked
package dev.casebook.wings.containers.cgroup;

import org.jspecify.annotations.NullMarked;
