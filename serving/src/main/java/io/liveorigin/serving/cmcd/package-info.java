/** Players' data about themselves (CTA-5004): counted, and never part of a key or a response. */
package io.liveorigin.serving.cmcd;
