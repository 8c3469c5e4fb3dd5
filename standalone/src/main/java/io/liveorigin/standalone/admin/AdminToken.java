package io.liveorigin.standalone.admin;

/**
 * The secret of a credential, in the form that the admin API accepts: a bearer token (RFC 6750).
 *
 * @param text visible ASCII, which a header field may have as its value
 */
public record AdminToken(String text) {
  private static final int LONGEST = 512;

  public AdminToken {
    if (text.isEmpty()
        || text.length() > LONGEST
        || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
      // The text may be the secret with a typing error, and messages are logged.
      throw new AdminException(
          "the admin token must be one line of 1 to " + LONGEST + " visible ASCII characters");
    }
  }

  /** Reads a token from the content of a file or a variable, which may end with a line break. */
  public static AdminToken of(String text) {
    return new AdminToken(text.strip());
  }

  /** Value of {@code Authorization}. */
  String field() {
    return "Bearer " + text;
  }

  /** Records print their components, and the secret must not appear in a log. */
  @Override
  public String toString() {
    return "an admin token";
  }
}
