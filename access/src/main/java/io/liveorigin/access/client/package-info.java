/**
 * How much one client, identified by its address, may use of a listener. Nothing here depends on
 * HTTP.
 */
package io.liveorigin.access.client;
