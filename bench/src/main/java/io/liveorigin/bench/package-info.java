/** The {@code ./origin bench} command: what the origin costs on this machine, next to its peers. */
package io.liveorigin.bench;
