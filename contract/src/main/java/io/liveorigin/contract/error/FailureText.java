package io.liveorigin.contract.error;

import java.io.CharConversionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * Describes in words what went wrong with a file or a connection. The platform's own messages are
 * often only the name of the file, or empty, or begin with the name of a class. Pure functions.
 */
public final class FailureText {
  private static final Pattern CLASS =
      Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: ?|\\b)");

  private FailureText() {}

  /** Returns a text that continues a sentence. It is not empty and contains no name of a class. */
  public static String of(Throwable failure) {
    boolean wraps = failure instanceof CompletionException || failure instanceof ExecutionException;
    if (wraps && failure.getCause() != null) {
      return of(failure.getCause());
    }
    return failure instanceof FileSystemException file ? ofFile(file) : ofOther(failure);
  }

  private static String ofFile(FileSystemException failure) {
    String file = String.valueOf(failure.getFile());
    if (failure instanceof NoSuchFileException) {
      return file + " does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "this user is not allowed to open " + file;
    }
    if (failure instanceof FileAlreadyExistsException) {
      return file + " already exists";
    }
    if (failure instanceof NotDirectoryException) {
      return file + " is not a folder";
    }
    return failure.getReason() == null
        ? file + " cannot be used"
        : file + ": " + failure.getReason();
  }

  private static String ofOther(Throwable failure) {
    if (failure instanceof UnknownHostException
        || failure instanceof ConnectException && has(failure, UnresolvedAddressException.class)) {
      return "the host name is not known";
    }
    if (failure instanceof SocketTimeoutException || failure instanceof HttpTimeoutException) {
      return message(failure, "timed out");
    }
    if (failure instanceof ConnectException) {
      return message(failure, "connection refused");
    }
    if (failure instanceof IOException && has(failure, ClosedChannelException.class)) {
      return message(failure, "the connection was closed");
    }
    return failure instanceof CharConversionException || failure instanceof CharacterCodingException
        ? "it is not UTF-8 text"
        : message(failure, "the reason is not known");
  }

  private static boolean has(Throwable failure, Class<?> kind) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (kind.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable failure, String otherwise) {
    String message = failure.getMessage() == null ? "" : withoutClasses(failure.getMessage());
    return message.isBlank() ? otherwise : message;
  }

  /** Returns a message of a library without the names of exceptions in it. */
  public static String withoutClasses(String message) {
    return CLASS.matcher(message).replaceAll("").strip();
  }
}
