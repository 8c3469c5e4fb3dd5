/** How text from outside is shown to people, so that it cannot pass for something else. */
package io.liveorigin.standalone.text;
