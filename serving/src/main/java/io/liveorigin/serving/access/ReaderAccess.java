package io.liveorigin.serving.access;

import io.liveorigin.access.token.PresentedToken;
import io.liveorigin.access.token.TenantTokenVerifier;
import io.liveorigin.access.token.TokenVerdict;
import io.liveorigin.access.token.ViewerTokenVerifier;
import io.liveorigin.contract.metric.ServingMetric;
import io.liveorigin.kafka.metrics.MeterRegistration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a reader may have a response, for both fronts. A request is judged on arrival: a
 * held request gets its response even if its secret or token is revoked meanwhile. Any thread.
 */
public final class ReaderAccess {
  /** The path of the time; it reveals nothing, and load balancers request it. */
  public static final String TIME = "/time";

  private static final String OPTIONS = "OPTIONS";

  private final ReaderRules rules;
  private final boolean certificates;
  private final Map<RefusalReason, Counter> refusals = new EnumMap<>(RefusalReason.class);

  /**
   * Creates the decision for one listener.
   *
   * @param certificates whether the listener has authorities of clients: then a reader needs a
   *     certificate, unless the rules demand a secret, which decides alone
   */
  public ReaderAccess(ReaderRules rules, boolean certificates, MeterRegistry meters) {
    this.rules = rules;
    this.certificates = certificates;
    for (RefusalReason reason : RefusalReason.values()) {
      refusals.put(
          reason, MeterRegistration.counter(meters, ServingMetric.ACCESS_REFUSALS, reason.label()));
    }
    for (String file : List.of(ReaderRules.SECRETS, ReaderRules.TOKENS)) {
      MeterRegistration.gauge(
          meters,
          ServingMetric.ACCESS_UNUSABLE,
          () -> rules.problems().containsKey(file) ? 1 : 0,
          file);
    }
  }

  /**
   * Returns whether the request is admitted, if that can be decided in microseconds. After false,
   * {@link #refusal} decides.
   *
   * @param certified whether the client has shown a certificate that is trusted
   */
  public boolean admitsAtOnce(ReaderRequest request, boolean certified) {
    if (!rules.secrets().admits(request) || lacksCertificate(certified)) {
      return false;
    }
    ViewerTokenVerifier verifier = rules.tokens();
    if (verifier.isEmpty()) {
      return true;
    }
    Optional<TenantTokenVerifier> tenant = verifier.of(PathTenant.of(request.path()));
    return tenant.isEmpty()
        || PresentedToken.of(request, request.query())
            .filter(token -> tenant.get().acceptsAtOnce(token, request))
            .isPresent();
  }

  /**
   * Returns why the request is refused, and counts the refusal; empty if the request is admitted.
   * Takes up to a millisecond for a token that was not seen before.
   *
   * @param certified whether the client has shown a certificate that is trusted
   */
  public Optional<AccessDenial> refusal(ReaderRequest request, boolean certified) {
    Optional<AccessDenial> denial =
        request.path().equals(TIME)
            ? Optional.empty()
            : secret(request).or(() -> certificate(certified)).or(() -> token(request));
    denial.ifPresent(d -> refusals.get(d.reason()).increment());
    return denial;
  }

  private Optional<AccessDenial> secret(ReaderRequest request) {
    if (rules.secrets().admits(request)) {
      return Optional.empty();
    }
    RefusalReason reason =
        request.hasSecret() ? RefusalReason.WRONG_SECRET : RefusalReason.MISSING_SECRET;
    return Optional.of(
        new AccessDenial(reason, "the origin serves only requests with a secret of its CDN"));
  }

  private boolean lacksCertificate(boolean certified) {
    return certificates && !certified && rules.secrets().open();
  }

  private Optional<AccessDenial> certificate(boolean certified) {
    return lacksCertificate(certified)
        ? Optional.of(
            new AccessDenial(
                RefusalReason.MISSING_CERTIFICATE,
                "the origin serves only clients with a certificate from its certificate authority"))
        : Optional.empty();
  }

  private Optional<AccessDenial> token(ReaderRequest request) {
    Optional<TenantTokenVerifier> tenant = rules.tokens().of(PathTenant.of(request.path()));
    // A browser sends preflight requests by itself, without the page's credentials.
    if (tenant.isEmpty() || request.method().equals(OPTIONS)) {
      return Optional.empty();
    }
    Optional<String> token = PresentedToken.of(request, request.query());
    if (token.isEmpty()) {
      return Optional.of(
          new AccessDenial(
              RefusalReason.TOKEN_MISSING,
              "send a token in the header field "
                  + PresentedToken.HEADER
                  + " or in the parameter "
                  + PresentedToken.PARAMETER));
    }
    TokenVerdict verdict = tenant.get().judge(token.get(), request);
    return switch (verdict.outcome()) {
      case ACCEPTED -> Optional.empty();
      case INVALID -> denial(RefusalReason.TOKEN_INVALID, verdict);
      case EXPIRED -> denial(RefusalReason.TOKEN_EXPIRED, verdict);
      case UNCOVERED -> denial(RefusalReason.TOKEN_UNCOVERED, verdict);
      case UNSUPPORTED -> denial(RefusalReason.TOKEN_UNSUPPORTED, verdict);
    };
  }

  private static Optional<AccessDenial> denial(RefusalReason reason, TokenVerdict verdict) {
    return Optional.of(new AccessDenial(reason, verdict.detail()));
  }

  /** Whether responses for that path depend on the token of the request. */
  public boolean dependsOnToken(String path) {
    ViewerTokenVerifier verifier = rules.tokens();
    return !verifier.isEmpty() && verifier.of(PathTenant.of(path)).isPresent();
  }
}
