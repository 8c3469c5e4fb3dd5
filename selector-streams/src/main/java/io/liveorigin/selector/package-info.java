/** What a server sees of the selector: where a decision is, and what is told when one is made. */
package io.liveorigin.selector;
