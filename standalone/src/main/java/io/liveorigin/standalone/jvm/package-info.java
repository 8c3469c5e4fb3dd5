/** The flags with which a part's JVM is started. */
package io.liveorigin.standalone.jvm;
