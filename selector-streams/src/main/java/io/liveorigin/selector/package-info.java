/**
 * The selector as a server sees it: where decisions are found, and who is notified of a new one.
 */
package io.liveorigin.selector;
