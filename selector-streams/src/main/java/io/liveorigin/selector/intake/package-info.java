/** Records the copies that come, and later findings about recorded copies. */
package io.liveorigin.selector.intake;
