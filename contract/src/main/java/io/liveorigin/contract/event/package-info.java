/** The event definition, valid by construction, and what a request needs of it. */
package io.liveorigin.contract.event;
