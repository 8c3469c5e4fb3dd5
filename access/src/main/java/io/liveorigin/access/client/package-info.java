/** What one client, known by its address, may take of a listener. Nothing here knows HTTP. */
package io.liveorigin.access.client;
