/** What the tests of this module share: brokers, clients, child processes, conditions. */
package io.liveorigin.standalone.support;
