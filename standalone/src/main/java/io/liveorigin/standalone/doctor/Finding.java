package io.liveorigin.standalone.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The finding of a check about one subject: one line of the output.
 *
 * @param check the name of the check
 * @param fact the subject and what is so
 * @param remedy what to do; empty if nothing has to be done
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Finding(String check, Level level, String fact, String remedy) {}
