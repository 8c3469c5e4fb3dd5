/** The event definition, valid by construction, and the form of it that requests need. */
package io.liveorigin.contract.event;
