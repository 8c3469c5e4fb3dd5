/** {@code origin doctor}: gathers facts about an installation once, and judges them. */
package io.liveorigin.standalone.doctor;
