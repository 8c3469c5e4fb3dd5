/**
 * The GET server. The way of a request: {@code get} finds its event and class, {@code decision}
 * what is known, {@code hold} waits for it, {@code cache} and {@code readback} have the bytes,
 * {@code answer} writes them. This package puts the parts together.
 */
package io.liveorigin.serving;
