/** Many HTTP clients that cost little, for tests that need a crowd. */
package io.liveorigin.standalone.support.client;
