@NullMarked
package dev.sitefailover.assertj;

import org.jspecify.annotations.NullMarked;
