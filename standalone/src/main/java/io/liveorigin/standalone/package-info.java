/** The process of the {@code origin} command. */
package io.liveorigin.standalone;
