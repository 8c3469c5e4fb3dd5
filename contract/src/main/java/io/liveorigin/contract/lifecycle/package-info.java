/** What processes open and close. */
package io.liveorigin.contract.lifecycle;
