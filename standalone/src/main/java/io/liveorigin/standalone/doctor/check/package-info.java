/** The checks: pure functions of the facts. */
package io.liveorigin.standalone.doctor.check;
