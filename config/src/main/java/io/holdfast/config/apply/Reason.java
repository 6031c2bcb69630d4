package io.holdfast.config.apply;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why something of the file system failed, in words; the exceptions of Java often hold a path. */
final class Reason {
  private Reason() {}

  static String of(IOException e) {
    if (!(e instanceof FileSystemException failure)) {
      return String.valueOf(e.getMessage());
    }
    String file = failure.getFile() == null ? "a file" : failure.getFile();
    return switch (failure) {
      case NoSuchFileException gone -> file + " does not exist";
      case AccessDeniedException denied -> "no permission for " + file;
      case FileAlreadyExistsException there -> file + " is in the way";
      case NotDirectoryException other -> file + " is no folder";
      case DirectoryNotEmptyException full -> file + " is a folder with something in it";
      default -> file + ": " + (failure.getReason() == null ? failure : failure.getReason());
    };
  }
}
