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
 * A name that identifies a client certificate: its subject, or one of its subject alternative names
 * (RFC 5280, section 4.2.1.6). A common name counts only as part of the whole subject. Two objects
 * are equal if they denote the same name, even if they are written differently. Immutable.
 */
public final class CertificateName {
  private static final String SUBJECT = "subject:";
  private static final int MOST_CHARACTERS = 1024;

  /** The types of general names that are supported (RFC 5280, section 4.2.1.6), by their tag. */
  private static final Map<Integer, String> ALTERNATIVES =
      Map.of(1, "email:", 2, "dns:", 6, "uri:");

  private final String text;

  /** Canonical form, the same for all equal names. Not for display: its format may change. */
  private final String key;

  private CertificateName(String text, String key) {
    this.text = text;
    this.key = key;
  }

  /**
   * Parses a name in a file: {@code subject:} and a distinguished name (RFC 2253), or {@code dns:},
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

  /**
   * Returns all names of a certificate: its subject, unless that is empty, and its alternative
   * names. If the latter cannot be parsed, only the subject is returned.
   */
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
    // Host names and mail addresses are compared without regard to case; a URI is not, because its
    // path is case-sensitive.
    return new CertificateName(
        kind + name, kind + (kind.equals("uri:") ? name : name.toLowerCase(Locale.ROOT)));
  }

  /** Returns the name as it is written in the file. */
  @JsonValue
  public String text() {
    return text;
  }

  /** Returns the canonical form, which is the same for all equal names. */
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
        // The message does not quote the value: it could be a secret in the wrong place, and the
        // message is logged.
        "certificates must be 'subject:CN=…,O=…', 'dns:…', 'email:…' or 'uri:…' each, but one with "
            + text.length()
            + " characters is not");
  }
}
