/** Checks of listeners: addresses, connections, and the requests that they accept. */
package io.liveorigin.contract.listen;
