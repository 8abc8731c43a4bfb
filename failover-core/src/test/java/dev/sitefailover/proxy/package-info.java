@NullMarked
package dev.sitefailover.proxy;

import org.jspecify.annotations.NullMarked;
