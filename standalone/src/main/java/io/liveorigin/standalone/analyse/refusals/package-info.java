/** What {@code origin refusals} prints. */
package io.liveorigin.standalone.analyse.refusals;
