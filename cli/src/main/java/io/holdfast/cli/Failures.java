package io.holdfast.cli;

import io.holdfast.config.template.TemplateException;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.image.disk.DiskRefusedException;
import io.holdfast.image.extension.ExtensionRefusedException;
import io.holdfast.image.keys.KeyFolderRefusedException;
import io.holdfast.image.medium.MediumRefusedException;
import io.holdfast.lab.drill.NoSuchActException;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.content.ContentRefusedException;
import io.holdfast.release.repository.AlreadyPublishedException;
import io.holdfast.release.trust.KeyPlaceException;
import io.holdfast.release.trust.UntrustedException;
import io.holdfast.release.tuf.MetadataRefusedException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that says which failure is which exit code, and how it is told. Stateless. */
final class Failures {
  /** Set to 1, it shows the stack trace of a failure. */
  static final String DEBUG = "HOLDFAST_DEBUG";

  private Failures() {}

  /** A command that ran and failed. */
  static int tell(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    err.println(words(failure));
    if ("1".equals(System.getenv(DEBUG))) {
      failure.printStackTrace(err);
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return code(failure);
  }

  /** A command line that is none: what is wrong, what may have been meant, and where help is. */
  static int tell(ParameterException failure, String[] arguments) {
    CommandLine line = failure.getCommandLine();
    PrintWriter err = line.getErr();
    String command = line.getCommandSpec().qualifiedName();
    err.println(command + ": " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  static int code(Exception failure) {
    return switch (failure) {
      case ConfigException _, IllegalArgumentException _, NoSuchActException _ -> ExitCode.USAGE;
      case DiskRefusedException _,
          KeyFolderRefusedException _,
          MediumRefusedException _,
          KeyPlaceException _,
          ContentRefusedException _,
          ExtensionRefusedException _,
          AlreadyPublishedException _,
          MetadataRefusedException _,
          NotAdmittedException _,
          UntrustedException _ ->
          ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }

  private static String words(Exception failure) {
    // Each of its lines begins with a file and a line number, as editors like it.
    boolean placed = failure instanceof ConfigException || failure instanceof TemplateException;
    return placed ? message(failure) : "holdfast: " + said(failure);
  }

  private static String said(Exception failure) {
    return switch (failure) {
      case NoSuchFileException e ->
          e.getReason() == null ? e.getFile() + " is not there." : e.getReason();
      case AccessDeniedException e when e.getReason() == null ->
          "You may not use " + e.getFile() + ".";
      case FileSystemException e when e.getReason() == null ->
          e.getFile() + " cannot be used (" + e.getClass().getSimpleName() + ").";
      case CharacterCodingException _ -> "The file is not text in UTF-8.";
      case InterruptedException _, ClosedByInterruptException _ -> "interrupted";
      case UncheckedIOException e -> e.getCause() == null ? e.toString() : said(e.getCause());
      case IllegalArgumentException e -> message(e);
      case RuntimeException e ->
          "This is a defect of Holdfast: " + e + ". With " + DEBUG + "=1 it says where.";
      default -> message(failure);
    };
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
