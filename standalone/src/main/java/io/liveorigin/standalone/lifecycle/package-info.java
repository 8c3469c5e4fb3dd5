/** How the parts of a process are opened, told to stop, and closed. */
package io.liveorigin.standalone.lifecycle;
