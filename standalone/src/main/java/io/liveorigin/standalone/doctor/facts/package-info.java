/** The facts about an installation, without a judgement. */
package io.liveorigin.standalone.doctor.facts;
