package io.liveorigin.standalone.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page of a command, in the form that man(7) reads, from the same model as its help.
 * Picocli itself generates AsciiDoc, and the program that converts it into a page is larger than
 * the origin. Pure.
 */
final class ManPage {
  /** Column of the description in a row that picocli renders for an option or a parameter. */
  private static final int DESCRIPTION = 4;

  private final CommandSpec command;
  private final Help help;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandSpec command) {
    this.command = command;
    this.help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
  }

  /** {@code origin-event-apply}. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** Returns the subcommands except {@code help}. */
  static List<CommandSpec> subcommands(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(sub -> sub.getCommandSpec())
        .filter(sub -> !sub.name().equals("help"))
        .toList();
  }

  static String of(CommandSpec command) {
    return new ManPage(command).text();
  }

  private String text() {
    String title = name(command).toUpperCase(Locale.ROOT);
    line(".TH " + title + " 1 \"\" \"Live Origin\" \"Live Origin\"");
    line(".SH NAME");
    line(escaped(name(command)) + " \\- " + escaped(sentence(command)));
    line(".SH SYNOPSIS");
    line(".nf");
    escapedLines(help.synopsis(0));
    line(".fi");
    line(".SH DESCRIPTION");
    for (String part : command.usageMessage().description()) {
      line(escaped(part));
    }
    parameters();
    options();
    commands();
    line(".SH ENVIRONMENT");
    line(escaped(EnvironmentNote.TEXT.replace("%n", "")));
    line(".SH EXIT STATUS");
    item("0", "The command succeeded.");
    item("1", "The command failed.");
    item("2", "The command line was wrong.");
    seeAlso();
    return page.toString();
  }

  private void parameters() {
    if (command.positionalParameters().isEmpty()) {
      return;
    }
    line(".SH ARGUMENTS");
    command
        .positionalParameters()
        .forEach(
            parameter ->
                item(
                    "\\fI" + escaped(parameter.paramLabel()) + "\\fR",
                    described(
                        help.createDefaultParameterRenderer()
                            .render(
                                parameter, help.parameterLabelRenderer(), help.colorScheme()))));
  }

  private void options() {
    line(".SH OPTIONS");
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        item(
            names(option),
            described(
                help.createDefaultOptionRenderer()
                    .render(option, help.parameterLabelRenderer(), help.colorScheme())));
      }
    }
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return names + (takesValue(option) ? "=\\fI" + escaped(option.paramLabel()) + "\\fR" : "");
  }

  private static boolean takesValue(ArgSpec option) {
    return option.arity().max() > 0;
  }

  private static String described(Text[][] rows) {
    return Arrays.stream(rows)
        .map(row -> row[DESCRIPTION].toString().strip())
        .collect(Collectors.joining(" "))
        .strip();
  }

  private void commands() {
    if (subcommands(command).isEmpty()) {
      return;
    }
    line(".SH COMMANDS");
    for (CommandSpec sub : subcommands(command)) {
      item("\\fB" + escaped(name(sub)) + "\\fR(1)", sentence(sub));
    }
  }

  private void seeAlso() {
    List<CommandSpec> others = new ArrayList<>();
    if (command.parent() != null) {
      others.add(command.parent());
      others.addAll(subcommands(command.parent()));
      others.remove(command);
    }
    if (!others.isEmpty()) {
      line(".SH SEE ALSO");
      line(
          others.stream()
              .map(other -> "\\fB" + escaped(name(other)) + "\\fR(1)")
              .collect(Collectors.joining(", ")));
    }
  }

  private static String sentence(CommandSpec command) {
    return String.join(" ", command.usageMessage().description());
  }

  private void item(String term, String text) {
    line(".TP");
    line(term);
    line(escaped(text));
  }

  private void escapedLines(String text) {
    text.lines().forEach(one -> line(escaped(one)));
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** Escapes a text, so that no line of it is taken for a request, and hyphens can be copied. */
  private static String escaped(String text) {
    String shown = text.replace("\\", "\\e").replace("-", "\\-");
    return shown.startsWith(".") || shown.startsWith("'") ? "\\&" + shown : shown;
  }
}
