package io.liveorigin.access.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The claims that the origin understands, by their number in IANA's registry of CBOR Web Token
 * claims. Any other claim makes a token unacceptable. These are claims of location ({@code
 * catgeoiso3166}, {@code catgeocoord}, {@code catgeoalt}, {@code geohash}); of the viewer's
 * connection ({@code catnip}, {@code catalpn}, {@code cattpk}, {@code cattprint}), which a node
 * behind caches does not see; of possession ({@code cnf}, {@code catdpop}); and {@code catpor}.
 */
enum Claim {
  ISS(1),
  /** The viewer's identity: does not restrict what the token permits. */
  SUB(2),
  AUD(3),
  EXP(4),
  NBF(5),
  /** When the token was issued: does not restrict what the token permits. */
  IAT(6),
  /** The ID of the token: does not restrict what the token permits. */
  CTI(7),
  /**
   * Only 0, which permits replay: the origin keeps no record of tokens and could not recognise a
   * second use.
   */
  CATREPLAY(308, 0),
  /** Only version 1. */
  CATV(310, 1),
  CATU(312),
  CATM(313),
  CATH(315),
  /** Used by {@link #CATIF} only. */
  CATIFDATA(320),
  /** How a refusal should look: ignored, because all refusals of the origin look alike. */
  CATIF(322),
  /**
   * How a token is renewed: ignored. The origin does not renew tokens, and the token expires as it
   * says.
   */
  CATR(323);

  private final long number;
  private final Optional<Long> onlyValue;

  Claim(long number) {
    this.number = number;
    this.onlyValue = Optional.empty();
  }

  Claim(long number, long onlyValue) {
    this.number = number;
    this.onlyValue = Optional.of(onlyValue);
  }

  static Optional<Claim> of(long number) {
    return Arrays.stream(values()).filter(claim -> claim.number == number).findFirst();
  }

  long number() {
    return number;
  }

  /** Returns the only value that is accepted; empty if the value is parsed, or does not matter. */
  Optional<Long> onlyValue() {
    return onlyValue;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
