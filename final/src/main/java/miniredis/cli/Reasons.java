package miniredis.cli;

import module java.base;

import java.security.cert.CertificateException;
import miniredis.resp.ProtocolException;

/** What went wrong with a connection, in the words of C's library, which redis-cli prints. */
final class Reasons {

  private Reasons() {}

  static String of(Throwable problem) {
    String message = Objects.requireNonNullElse(problem.getMessage(), problem.toString());
    return switch (problem) {
      case ProtocolException _ -> "Protocol error, " + message;
      case UnknownHostException _ -> "Name or service not known";
      case SocketTimeoutException _ -> "Connection timed out";
      case SSLException e -> "SSL_connect failed: " + handshake(e, message);
      default ->
          switch (message) {
            case "Connection reset" -> "Connection reset by peer";
            case "Closed by interrupt" -> "Interrupted system call";
            default -> message.replaceFirst(" \\((errno \\d+|.*)\\)$", "");
          };
    };
  }

  /** What is wrong with a file. */
  static String ofFile(IOException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "No such file or directory";
      case AccessDeniedException _ -> "Permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> Objects.requireNonNullElse(problem.getMessage(), problem.toString());
    };
  }

  private static String handshake(SSLException problem, String message) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathValidatorException
          || cause instanceof CertPathBuilderException
          || cause instanceof CertificateException) {
        return "certificate verify failed";
      }
    }
    return message.contains("Unsupported or unrecognized SSL message")
        ? "wrong version number"
        : message;
  }
}
