/** What players say of themselves (CTA-5004): counted, and never part of a key or an answer. */
package io.liveorigin.serving.cmcd;
