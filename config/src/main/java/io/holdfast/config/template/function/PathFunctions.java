package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Paths and URLs as text; nothing is looked up. */
final class PathFunctions implements Group {
  @Override
  public String title() {
    return "Paths and URLs";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "base PATH : what stands after the last slash",
        "osBase PATH : the same",
        "dir PATH : what stands before the last slash",
        "osDir PATH : the same",
        "clean PATH : without doubled slashes, . and what .. takes back",
        "osClean PATH : the same",
        "ext PATH : the ending with its dot, or an empty text",
        "osExt PATH : the same",
        "isAbs PATH : true if it begins with a slash",
        "osIsAbs PATH : the same",
        "urlParse URL : a mapping of scheme, host, hostname, path, query, opaque, fragment, userinfo",
        "urlJoin MAPPING : the URL that such a mapping says");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "base", "osBase" -> base(call.text(0));
      case "dir", "osDir" -> clean(call.text(0).substring(0, call.text(0).lastIndexOf('/') + 1));
      case "clean", "osClean" -> clean(call.text(0));
      case "ext", "osExt" -> {
        String path = call.text(0);
        int dot = path.lastIndexOf('.');
        yield dot > path.lastIndexOf('/') ? path.substring(dot) : "";
      }
      case "isAbs", "osIsAbs" -> call.text(0).startsWith("/");
      case "urlParse" -> parse(call.text(0));
      case "urlJoin" -> join(call);
      default -> throw call.unknown();
    };
  }

  private static String base(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    if (end == 0) {
      return path.isEmpty() ? "." : "/";
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  private static String clean(String path) {
    boolean absolute = path.startsWith("/");
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      boolean canGoBack = !parts.isEmpty() && !parts.getLast().equals("..");
      if (part.equals("..") && canGoBack) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(part.equals("..") && absolute)) {
        parts.addLast(part);
      }
    }
    String joined = (absolute ? "/" : "") + String.join("/", parts);
    return joined.isEmpty() ? "." : joined;
  }

  private static Map<String, @Nullable Object> parse(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new RefusedException(Quoted.of(text) + " is no URL: " + e.getReason());
    }
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    String authority = orEmpty(url.getRawAuthority());
    int at = authority.lastIndexOf('@');
    String host = authority.substring(at + 1);
    int port = host.endsWith("]") ? -1 : host.lastIndexOf(':');
    String name = port < 0 ? host : host.substring(0, port);
    boolean brackets = name.startsWith("[") && name.endsWith("]");
    parts.put("scheme", orEmpty(url.getScheme()));
    parts.put("host", host);
    parts.put("hostname", brackets ? name.substring(1, name.length() - 1) : name);
    parts.put("path", orEmpty(url.getPath()));
    parts.put("query", orEmpty(url.getRawQuery()));
    parts.put("opaque", url.isOpaque() ? url.getRawSchemeSpecificPart() : "");
    parts.put("fragment", orEmpty(url.getFragment()));
    parts.put("userinfo", at < 0 ? "" : authority.substring(0, at));
    return parts;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String join(Call call) {
    Map<String, @Nullable Object> parts = call.mapping(0);
    StringBuilder url = new StringBuilder();
    String scheme = part(parts, "scheme");
    url.append(scheme.isEmpty() ? "" : scheme + ":");
    String path = part(parts, "path");
    if (!part(parts, "opaque").isEmpty()) {
      url.append(part(parts, "opaque"));
    } else {
      String user = part(parts, "userinfo");
      String host = part(parts, "host");
      if (!scheme.isEmpty() || !host.isEmpty() || !user.isEmpty()) {
        boolean authority = !host.isEmpty() || !user.isEmpty() || !path.isEmpty();
        url.append(authority ? "//" : "").append(user.isEmpty() ? "" : user + "@").append(host);
      }
      url.append(!path.isEmpty() && !path.startsWith("/") && !host.isEmpty() ? "/" : "");
      url.append(path.replace("%", "%25").replace(" ", "%20").replace("?", "%3F"));
    }
    String query = part(parts, "query");
    String fragment = part(parts, "fragment");
    return url.append(query.isEmpty() ? "" : "?" + query)
        .append(fragment.isEmpty() ? "" : "#" + fragment.replace(" ", "%20"))
        .toString();
  }

  private static String part(Map<String, @Nullable Object> parts, String name) {
    Object value = parts.getOrDefault(name, "");
    if (value instanceof String text) {
      return text;
    }
    throw new RefusedException("urlJoin wants text for " + name + ", not " + Kind.describe(value));
  }
}
