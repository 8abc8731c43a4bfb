/** A search by many machines. */
@NullMarked
package com.example.campaign;

import org.jspecify.annotations.NullMarked;
