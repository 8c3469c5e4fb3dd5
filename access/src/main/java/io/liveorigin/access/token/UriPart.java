package io.liveorigin.access.token;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The components of a URL that {@code catu} may restrict, in the order of their numbers. */
enum UriPart {
  SCHEME,
  HOST,
  PORT,
  PATH,
  QUERY,
  PARENT_PATH,
  FILENAME,
  STEM,
  EXTENSION;

  static Optional<UriPart> of(long number) {
    return Arrays.stream(values()).filter(part -> part.ordinal() == number).findFirst();
  }

  /**
   * Returns whether the component belongs to the server's address, which is known only from the
   * tenant's {@code url}.
   */
  boolean ofTheServer() {
    return compareTo(PATH) < 0;
  }

  /**
   * Returns this component of a path, in each of its possible readings. In a file name with several
   * dots, some issuers take the first dot as the end of the stem, and some the last. Throws {@link
   * IllegalStateException} for a component that is not part of a path.
   */
  List<String> of(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int first = file.indexOf('.') < 0 ? file.length() : file.indexOf('.');
    int last = file.indexOf('.') < 0 ? file.length() : file.lastIndexOf('.');
    return switch (this) {
      case PATH -> List.of(path);
      case PARENT_PATH -> List.of(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
      case FILENAME -> List.of(file);
      case STEM -> List.of(file.substring(0, first), file.substring(0, last));
      case EXTENSION -> List.of(file.substring(first), file.substring(last));
      case SCHEME, HOST, PORT, QUERY ->
          throw new IllegalStateException(this + " is not a part of a path");
    };
  }
}
