package dev.thimble;

import java.io.ByteArrayInputStream;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls every public method and constructor of given classes once for each parameter that must not
 * be null, with null for this parameter and valid values for the others; and once for each list,
 * with null as its second element. The contract is a {@link NullPointerException} that names the
 * parameter, and for a list the index of the element. Collects the violations. The message of an
 * exception may be null.
 */
final class NullCalls {
  private final Map<Class<?>, Supplier<?>> values = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private int calls;

  NullCalls() {
    value(String.class, () -> "a");
    value(Object.class, () -> "a");
    value(Integer.class, () -> 1);
    value(Double.class, () -> 1.0);
    value(boolean.class, () -> true);
    value(int.class, () -> 1);
    value(long.class, () -> 1L);
    value(float.class, () -> 1f);
    value(double.class, () -> 1.0);
    value(byte.class, () -> (byte) 1);
    value(java.io.InputStream.class, () -> new ByteArrayInputStream(new byte[] {'a'}));
  }

  /** Registers how to make a value of a class. */
  <T> NullCalls value(Class<T> type, Supplier<? extends T> made) {
    values.put(type, made);
    return this;
  }

  List<String> violations() {
    return violations;
  }

  int calls() {
    return calls;
  }

  /** Calls the methods that a class declares, except {@code equals} and enums' {@code valueOf}. */
  void call(Class<?> type) throws ReflectiveOperationException {
    if (!Modifier.isAbstract(type.getModifiers()) && !Throwable.class.isAssignableFrom(type)) {
      for (Constructor<?> constructor : type.getConstructors()) {
        call(constructor, null);
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean own = !method.isSynthetic() && !method.getName().matches("equals|valueOf");
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      if (own
          && Modifier.isPublic(method.getModifiers())
          && (isStatic || method.isDefault() || !type.isInterface())) {
        call(method, isStatic ? null : () -> make(type));
      }
    }
  }

  private void call(Executable executable, @Nullable Supplier<Object> target)
      throws ReflectiveOperationException {
    Parameter[] parameters = executable.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      AnnotatedType type = parameters[i].getAnnotatedType();
      if (parameters[i].getType().isPrimitive() || type.isAnnotationPresent(Nullable.class)) {
        continue;
      }
      String name = named(executable, parameters[i]);
      check(executable, target, i, null, "\\b" + name + "\\b");
      if (Iterable.class.isAssignableFrom(parameters[i].getType())
          && parameters[i].getType() != Set.class // has no indexes
          && type instanceof AnnotatedParameterizedType list
          && !isNullable(list.getAnnotatedActualTypeArguments()[0])) {
        Object element = make(list.getAnnotatedActualTypeArguments()[0].getType());
        check(executable, target, i, Arrays.asList(element, null), "\\b" + name + "\\[1\\]");
      }
    }
  }

  /* A method such as withSeed may name the property instead of the parameter. */
  private static String named(Executable executable, Parameter parameter) {
    String name = parameter.getName();
    if (executable.getName().matches("with.+")) {
      String property = executable.getName().substring("with".length());
      String first = property.substring(0, 1).toLowerCase(Locale.ROOT);
      return "(" + name + "|" + first + property.substring(1) + ")";
    }
    return name;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type instanceof AnnotatedWildcardType wildcard
        ? wildcard.getAnnotatedUpperBounds()[0].isAnnotationPresent(Nullable.class)
        : type.isAnnotationPresent(Nullable.class);
  }

  private void check(
      Executable executable,
      @Nullable Supplier<Object> target,
      int at,
      @Nullable Object value,
      String named)
      throws ReflectiveOperationException {
    java.lang.reflect.Type[] types = executable.getGenericParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = i == at ? value : make(types[i]);
    }
    Predicate<Throwable> kept =
        e ->
            e instanceof NullPointerException
                && e.getMessage() != null
                && !e.getMessage().startsWith("Cannot ") // the virtual machine's message
                && Pattern.compile(named).matcher(e.getMessage()).find();
    Object thrown;
    try {
      calls++;
      thrown =
          executable instanceof Method method
              ? method.invoke(target == null ? null : target.get(), arguments)
              : ((Constructor<?>) executable).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (kept.test(e.getCause())) {
        return;
      }
      thrown = e.getCause();
    }
    violations.add(
        "%s.%s, %s = %s: %s"
            .formatted(
                executable.getDeclaringClass().getSimpleName(),
                executable.getName().replaceFirst(".*\\.", ""),
                executable.getParameters()[at].getName(),
                value,
                thrown));
  }

  private Object make(java.lang.reflect.Type type) {
    if (type instanceof java.lang.reflect.ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      java.lang.reflect.Type argument = generic.getActualTypeArguments()[0];
      if (raw == List.class || raw == Iterable.class) {
        return List.of(make(argument));
      }
      return raw == Stream.class ? Stream.of(make(argument)) : make(raw);
    }
    if (type instanceof java.lang.reflect.WildcardType wildcard) {
      return make(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof java.lang.reflect.TypeVariable<?> variable) {
      return make(variable.getBounds()[0]);
    }
    return make((Class<?>) type);
  }

  private Object make(Class<?> type) {
    Supplier<?> made = values.get(type);
    if (made != null) {
      return made.get();
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, make(type.getComponentType()));
      return array;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isInterface()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
    throw new IllegalArgumentException("say how a " + type + " is made");
  }
}
