/** Reports which pipeline did not deliver which segment in time, or at all, once there is proof. */
package io.liveorigin.selector.absence;
