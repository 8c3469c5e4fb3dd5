package io.liveorigin.standalone.admin;

/**
 * The secret of a credential, as the admin API takes it: a bearer token (RFC 6750).
 *
 * @param text visible ASCII, as the header field can have it
 */
public record AdminToken(String text) {
  private static final int LONGEST = 512;

  public AdminToken {
    if (text.isEmpty()
        || text.length() > LONGEST
        || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      // The text may be the secret with a slip, and messages are logged.
      throw new AdminException(
          "the admin token must be one line of 1 to " + LONGEST + " visible ASCII characters");
    }
  }

  /** What a file or a variable says, which may end with a line break. */
  public static AdminToken of(String text) {
    return new AdminToken(text.strip());
  }

  /** Value of {@code Authorization}. */
  String field() {
    return "Bearer " + text;
  }

  /** Records print their components; this must not be in a log. */
  @Override
  public String toString() {
    return "an admin token";
  }
}
