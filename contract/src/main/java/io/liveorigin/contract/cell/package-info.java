/** What serving nodes tell one another. */
package io.liveorigin.contract.cell;
