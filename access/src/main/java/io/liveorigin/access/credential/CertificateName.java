package io.liveorigin.access.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * A name by which a client certificate is known: its subject, or one of its subject alternative
 * names (RFC 5280, section 4.2.1.6). A common name counts only as part of the whole subject. Two
 * names are equal where they are the same name, however each is written. Immutable.
 */
public final class CertificateName {
  private static final String SUBJECT = "subject:";
  private static final int MOST_CHARACTERS = 1024;

  /** Types of general names (RFC 5280, section 4.2.1.6) that are looked at, by their tag. */
  private static final Map<Integer, String> ALTERNATIVES =
      Map.of(1, "email:", 2, "dns:", 6, "uri:");

  private final String text;

  /** The same for all that are equal; not for reading: its form is not stable. */
  private final String key;

  private CertificateName(String text, String key) {
    this.text = text;
    this.key = key;
  }

  /**
   * Reads what a file says: {@code subject:} and a distinguished name (RFC 2253), {@code dns:},
   * {@code email:} or {@code uri:} and a name. Throws {@link OriginException} for any other form.
   */
  @JsonCreator
  public static CertificateName of(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw invalid(text);
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw invalid("a text with control characters");
    }
    if (text.startsWith(SUBJECT)) {
      try {
        return ofSubject(text, new X500Principal(text.substring(SUBJECT.length()).strip()));
      } catch (IllegalArgumentException e) {
        throw invalid(text);
      }
    }
    for (String kind : ALTERNATIVES.values()) {
      String name = text.startsWith(kind) ? text.substring(kind.length()).strip() : "";
      if (!name.isEmpty() && name.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
        return ofAlternative(kind, name);
      }
    }
    throw invalid(text);
  }

  /** All names of a certificate. One whose alternative names cannot be read has its subject. */
  static List<CertificateName> of(X509Certificate certificate) {
    List<CertificateName> names = new ArrayList<>();
    if (!certificate.getSubjectX500Principal().getName().isEmpty()) {
      names.add(ofSubject(SUBJECT, certificate.getSubjectX500Principal()));
    }
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
        String kind = ALTERNATIVES.get(alternative.get(0));
        if (kind != null && alternative.get(1) instanceof String name) {
          names.add(ofAlternative(kind, name));
        }
      }
    } catch (CertificateParsingException e) {
      return names;
    }
    return names;
  }

  private static CertificateName ofSubject(String text, X500Principal subject) {
    return new CertificateName(text, SUBJECT + subject.getName(X500Principal.CANONICAL));
  }

  private static CertificateName ofAlternative(String kind, String name) {
    // Host names differ in case only for the eye; a URI's path does not.
    return new CertificateName(
        kind + name, kind + (kind.equals("uri:") ? name : name.toLowerCase(Locale.ROOT)));
  }

  /** As the file has it. */
  @JsonValue
  public String text() {
    return text;
  }

  /** The same for all that are equal. */
  String key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateName name && name.key.equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private static OriginException invalid(String text) {
    return new OriginException(
        ErrorCode.INTERNAL,
        // Not what it is: a secret may stand in the wrong place, and this message is logged.
        "certificates must be 'subject:CN=…,O=…', 'dns:…', 'email:…' or 'uri:…' each, but one with "
            + text.length()
            + " characters is not");
  }
}
