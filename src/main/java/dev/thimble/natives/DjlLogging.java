package dev.thimble.natives;

import java.lang.reflect.Method;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Keeps DJL from logging while it loads a library: numbers of threads, files, and a warning for
 * each look at a graphics card that Thimble does not use. Errors are logged, and everything is if
 * the program has set a level for {@code ai.djl} itself. SLF4J cannot set levels, so this calls its
 * providers: by reflection, since a program has one of them at most. Other loggers are not
 * affected.
 */
final class DjlLogging {
  /** The parent of DJL's loggers. */
  private static final String NAME = "ai.djl";

  /** The level of a logger of slf4j-simple, which reads it when the logger is made. */
  static final String SIMPLE_LEVEL = "org.slf4j.simpleLogger.log." + NAME;

  private static final String LOG4J = "org.apache.logging.log4j.";

  private DjlLogging() {}

  /** Raises the level of DJL's loggers; the result, run once, restores it. */
  static Runnable quiet() {
    ILoggerFactory provider = LoggerFactory.getILoggerFactory();
    try {
      return switch (provider.getClass().getName()) {
        case "org.slf4j.jul.JDK14LoggerFactory" -> quietJavaUtilLogging();
        case "ch.qos.logback.classic.LoggerContext" -> quietLogback(provider.getLogger(NAME));
        case "org.apache.logging.slf4j.Log4jLoggerFactory" ->
            quietLog4j(provider.getClass().getClassLoader());
        default -> () -> {};
      };
    } catch (ReflectiveOperationException e) {
      return () -> {}; // a version that is not known: DJL's logs stay
    }
  }

  static Runnable quietJavaUtilLogging() {
    Logger logger = Logger.getLogger(NAME);
    if (logger.getLevel() != null) {
      return () -> {};
    }
    logger.setLevel(Level.SEVERE);
    return () -> logger.setLevel(null); // holds the logger, which would be collected otherwise
  }

  static Runnable quietLogback(Object logger) throws ReflectiveOperationException {
    Method getLevel = logger.getClass().getMethod("getLevel");
    if (getLevel.invoke(logger) != null) {
      return () -> {};
    }
    Class<?> type = getLevel.getReturnType();
    Method setLevel = logger.getClass().getMethod("setLevel", type);
    setLevel.invoke(logger, type.getField("ERROR").get(null));
    return () -> invoke(setLevel, logger, (Object) null);
  }

  private static Runnable quietLog4j(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> level = Class.forName(LOG4J + "Level", true, loader);
    Class<?> contexts = Class.forName(LOG4J + "core.LoggerContext", true, loader);
    Object context = contexts.getMethod("getContext", boolean.class).invoke(null, false);
    Object configuration = contexts.getMethod("getConfiguration").invoke(context);
    Class<?> configurations = Class.forName(LOG4J + "core.config.Configuration", true, loader);
    Object nearest =
        configurations.getMethod("getLoggerConfig", String.class).invoke(configuration, NAME);
    if (nearest.getClass().getMethod("getName").invoke(nearest).equals(NAME)) {
      return () -> {};
    }
    Class.forName(LOG4J + "core.config.Configurator", true, loader)
        .getMethod("setLevel", String.class, level)
        .invoke(null, NAME, level.getField("ERROR").get(null));
    Method remove = configurations.getMethod("removeLogger", String.class);
    Method update = contexts.getMethod("updateLoggers");
    return () -> {
      invoke(remove, configuration, NAME);
      invoke(update, context);
    };
  }

  private static void invoke(Method method, Object object, @Nullable Object... arguments) {
    try {
      method.invoke(object, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the level of " + NAME + " cannot be restored", e);
    }
  }
}
