/** What the selector asks of whoever can make fillers. */
package io.liveorigin.selector.fill;
