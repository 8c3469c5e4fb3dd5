package io.liveorigin.access.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The claims that are understood, by their number in IANA's registry of CBOR Web Token claims. All
 * others make a token unacceptable: those of places ({@code catgeoiso3166}, {@code catgeocoord},
 * {@code catgeoalt}, {@code geohash}), of the viewer's connection ({@code catnip}, {@code catalpn},
 * {@code cattpk}, {@code cattprint}), which a node behind caches does not see, of possession
 * ({@code cnf}, {@code catdpop}), and {@code catpor}.
 */
enum Claim {
  ISS(1),
  /** Who the viewer is: says nothing of what is allowed. */
  SUB(2),
  AUD(3),
  EXP(4),
  NBF(5),
  /** When it was made: says nothing of what is allowed. */
  IAT(6),
  /** Its name: says nothing of what is allowed. */
  CTI(7),
  /** Only 0, permitted: the origin keeps no record of tokens, and could not tell a second use. */
  CATREPLAY(308, 0),
  /** Only version 1. */
  CATV(310, 1),
  CATU(312),
  CATM(313),
  CATH(315),
  /** For {@link #CATIF} alone. */
  CATIFDATA(320),
  /** What a refusal is to be like: the origin's are all alike. */
  CATIF(322),
  /** How a token is renewed: the origin renews none, and the old one ends when it says. */
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

  /** The one value that is accepted; empty where it is read, or does not matter. */
  Optional<Long> onlyValue() {
    return onlyValue;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
