package io.liveorigin.contract.address;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One DASH SegmentTemplate string, compiled to write and to match paths (ISO/IEC 23009-1, table 16:
 * identifiers {@code $RepresentationID$ $Number$ $Time$ $Bandwidth$ $$} with an optional {@code
 * %0Nd} width).
 *
 * <p>Matching accepts only paths that {@link #format} writes (no superfluous zeros), so that a
 * segment has exactly one URL and a cache holds it once. Immutable.
 */
public final class UrlTemplate {
  /**
   * The values of the identifiers in one path. A value is empty if the template does not have its
   * identifier.
   */
  public record Match(
      String representation, OptionalLong number, OptionalLong time, OptionalLong bandwidth) {}

  private enum Identifier {
    REPRESENTATION_ID("RepresentationID"),
    NUMBER("Number"),
    TIME("Time"),
    BANDWIDTH("Bandwidth");

    private final String name;

    Identifier(String name) {
      this.name = name;
    }
  }

  private sealed interface Part {
    record Literal(String text) implements Part {}

    /** A {@code width} of 1 means no padding. */
    record Variable(Identifier identifier, int width) implements Part {}
  }

  private static final Pattern IDENTIFIER =
      Pattern.compile("(RepresentationID|Number|Time|Bandwidth)(?:%0([0-9]{1,2})d)?");
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~/=+,@!-]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]*");
  private static final int MAX_LENGTH = 256;

  /** Longer than any path that a template of {@link #MAX_LENGTH} characters can write. */
  private static final int MAX_PATH = 2048;

  private final String text;
  private final List<Part> parts;
  private final Pattern pattern;

  /**
   * The text with which every matching path starts. Most other paths are ruled out by this and
   * {@link #end} alone.
   */
  private final String start;

  private final String end;

  /** Whether every matching path has a digit before {@link #end}. */
  private final boolean digitAtEnd;

  private UrlTemplate(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
    this.pattern = compile(parts);
    this.start = literal(parts.get(0));
    this.end = literal(parts.get(parts.size() - 1));
    Part beforeEnd = parts.get(Math.max(0, parts.size() - (end.isEmpty() ? 1 : 2)));
    this.digitAtEnd =
        beforeEnd instanceof Part.Variable variable
            && variable.identifier() != Identifier.REPRESENTATION_ID;
  }

  private static String literal(Part part) {
    return part instanceof Part.Literal literal ? literal.text() : "";
  }

  /**
   * Compiles {@code text}. Throws {@link ErrorCode#INVALID_TEMPLATE} for a malformed template, with
   * a message that says what is allowed.
   */
  public static UrlTemplate parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw invalid(text, "must have 1 to " + MAX_LENGTH + " characters");
    }
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('$', at);
      if (open < 0) {
        parts.add(literal(text, text.substring(at)));
        break;
      }
      if (open > at) {
        parts.add(literal(text, text.substring(at, open)));
      }
      int close = text.indexOf('$', open + 1);
      if (close < 0) {
        throw invalid(text, "has a '$' without a closing '$'");
      }
      parts.add(variable(text, text.substring(open + 1, close)));
      at = close + 1;
    }
    requireCanonical(text);
    requireSeparated(text, parts);
    return new UrlTemplate(text, parts);
  }

  /**
   * Refuses empty path segments and dot segments: clients and servers normalize them, so one path
   * could be written in two ways.
   */
  private static void requireCanonical(String text) {
    for (String segment : text.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw invalid(text, "must be relative, without '.', '..' or empty path segments");
      }
    }
  }

  /**
   * Requires something other than digits between any two identifiers. Otherwise a path could be
   * split in several ways. This also keeps matching linear, however often an identifier is
   * repeated.
   */
  private static void requireSeparated(String text, List<Part> parts) {
    boolean afterIdentifier = false;
    StringBuilder between = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        between.append(literal.text());
      } else {
        if (afterIdentifier && DIGITS.matcher(between).matches()) {
          throw invalid(
              text, "must have at least one character other than a digit between two identifiers");
        }
        afterIdentifier = true;
        between.setLength(0);
      }
    }
  }

  private static Part literal(String template, String text) {
    if (!LITERAL.matcher(text).matches()) {
      throw invalid(
          template, "may contain only A-Z a-z 0-9 . _ ~ / = + , @ ! - outside its identifiers");
    }
    return new Part.Literal(text);
  }

  private static Part variable(String template, String inside) {
    if (inside.isEmpty()) {
      return new Part.Literal("$");
    }
    Matcher matcher = IDENTIFIER.matcher(inside);
    if (!matcher.matches()) {
      throw invalid(
          template,
          "has '$"
              + inside
              + "$'; allowed are $RepresentationID$ $Number$ $Time$ $Bandwidth$ (with %0Nd) and $$");
    }
    Identifier identifier =
        Arrays.stream(Identifier.values())
            .filter(i -> i.name.equals(matcher.group(1)))
            .findFirst()
            .orElseThrow();
    int width = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
    if (matcher.group(2) != null && identifier == Identifier.REPRESENTATION_ID) {
      throw invalid(template, "gives $RepresentationID$ a width; only numbers can have a width");
    }
    if (width < 1 || width > 18) {
      throw invalid(template, "has width " + width + "; a width must be 1 to 18");
    }
    return new Part.Variable(identifier, width);
  }

  private static OriginException invalid(String template, String what) {
    return new OriginException(ErrorCode.INVALID_TEMPLATE, "template '" + template + "' " + what);
  }

  private static Pattern compile(List<Part> parts) {
    StringBuilder regex = new StringBuilder();
    Set<Identifier> seen = EnumSet.noneOf(Identifier.class);
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        regex.append(Pattern.quote(literal.text()));
      } else if (part instanceof Part.Variable variable) {
        Identifier id = variable.identifier();
        if (id == Identifier.REPRESENTATION_ID) {
          // A second occurrence must repeat the first.
          regex.append(
              seen.contains(id) ? "\\k<" + id.name + ">" : "(?<" + id.name + ">[A-Za-z0-9._-]+)");
        } else {
          String group = seen.contains(id) ? "" : "?<" + id.name + ">";
          regex.append("(").append(group).append(digits(variable.width())).append(")");
        }
        seen.add(id);
      }
    }
    return Pattern.compile(regex.toString());
  }

  /**
   * An expression for exactly {@code width} digits, or for more digits without a leading zero. At
   * most 18 digits, which fit into a long.
   */
  private static String digits(int width) {
    if (width == 1) {
      return "0|[1-9][0-9]{0,17}";
    }
    String exactly = "[0-9]{" + width + "}";
    return width == 18 ? exactly : exactly + "|[1-9][0-9]{" + width + ",17}";
  }

  public boolean has(String identifier) {
    return parts.stream()
        .anyMatch(p -> p instanceof Part.Variable v && v.identifier().name.equals(identifier));
  }

  /** Writes the path of one segment. Values of identifiers that the template lacks are ignored. */
  public String format(String representation, long number, long time, long bandwidth) {
    StringBuilder out = new StringBuilder(text.length() + 24);
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        out.append(literal.text());
      } else if (part instanceof Part.Variable variable) {
        switch (variable.identifier()) {
          case REPRESENTATION_ID -> out.append(representation);
          case NUMBER -> pad(out, number, variable.width());
          case TIME -> pad(out, time, variable.width());
          case BANDWIDTH -> pad(out, bandwidth, variable.width());
        }
      }
    }
    return out.toString();
  }

  private static void pad(StringBuilder out, long value, int width) {
    String digits = Long.toString(value);
    out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }

  /**
   * Returns the values in {@code path}, or empty if it does not match this template. Never throws.
   */
  public Optional<Match> match(String path) {
    if (path.length() > MAX_PATH || !mayMatch(path)) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Match match =
        new Match(
            has(Identifier.REPRESENTATION_ID.name)
                ? matcher.group(Identifier.REPRESENTATION_ID.name)
                : "",
            value(matcher, Identifier.NUMBER),
            value(matcher, Identifier.TIME),
            value(matcher, Identifier.BANDWIDTH));
    // A repeated number must be the same number, written in the same way.
    String again =
        format(
            match.representation(),
            match.number().orElse(0),
            match.time().orElse(0),
            match.bandwidth().orElse(0));
    return again.equals(path) ? Optional.of(match) : Optional.empty();
  }

  private boolean mayMatch(String path) {
    int before = path.length() - end.length() - 1;
    return path.startsWith(start)
        && path.endsWith(end)
        && (!digitAtEnd || before >= 0 && path.charAt(before) >= '0' && path.charAt(before) <= '9');
  }

  private OptionalLong value(Matcher matcher, Identifier identifier) {
    return has(identifier.name)
        ? OptionalLong.of(Long.parseLong(matcher.group(identifier.name)))
        : OptionalLong.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UrlTemplate template && template.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The template as written. */
  @Override
  public String toString() {
    return text;
  }
}
