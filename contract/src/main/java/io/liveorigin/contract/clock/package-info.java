/** The time of a node, which measures its clock against the brokers (docs/adr/0024). */
package io.liveorigin.contract.clock;
