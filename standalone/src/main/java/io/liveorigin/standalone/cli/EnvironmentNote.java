package io.liveorigin.standalone.cli;

/** The last lines of every help text. */
final class EnvironmentNote {
  static final String TEXT =
      "%nAn option that is not given is taken from the environment: --some-option from"
          + " ORIGIN_SOME_OPTION.";

  private EnvironmentNote() {}
}
