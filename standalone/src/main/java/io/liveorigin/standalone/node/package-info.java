/** One node: the selector and the server over it, in one process. */
package io.liveorigin.standalone.node;
