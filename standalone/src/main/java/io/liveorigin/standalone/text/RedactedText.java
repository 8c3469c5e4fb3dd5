package io.liveorigin.standalone.text;

import java.util.regex.Pattern;

/**
 * Text without anything that looks like a secret: a safety net below the rule that no message has
 * one. Covers secrets that this project generates, the user and password of a URL (RFC 3986,
 * section 3.2.1), and values of header fields that carry secrets. It cannot recognise a password
 * that a person chose.
 */
public final class RedactedText {
  private static final Pattern GENERATED = Pattern.compile("\\blo_[A-Za-z0-9_-]{43}");
  private static final Pattern USER_INFO = Pattern.compile("://[^/?#@\\s]++@");
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)\\b((?:proxy-)?authorization|origin-cdn-secret|cookie)([\"']?\\s?[:=]\\s?)"
              + "[\"']?(?:(?:basic|bearer) )?[^\\s\"',;]{1,8192}");

  /** The message with which {@code java.net.http} refuses the value of a field. */
  private static final Pattern REFUSED = Pattern.compile("(?s)(invalid header value: )\".*\"");

  private RedactedText() {}

  public static String of(String text) {
    String shown = text;
    if (shown.contains("lo_")) {
      shown = GENERATED.matcher(shown).replaceAll("lo_…");
    }
    if (shown.contains("://")) {
      shown = USER_INFO.matcher(shown).replaceAll("://…@");
    }
    shown = REFUSED.matcher(shown).replaceAll("$1…");
    return FIELD.matcher(shown).replaceAll("$1$2…");
  }
}
