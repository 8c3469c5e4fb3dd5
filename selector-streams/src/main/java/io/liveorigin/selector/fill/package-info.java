/** The interface between the selector and the code that makes fillers. */
package io.liveorigin.selector.fill;
