/** The {@code ./origin bench} command: what the origin costs on this machine, beside its peers. */
package io.liveorigin.bench;
