package dev.thimble;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the signatures of the API to {@code src/api/baseline.jar}: public and protected members of
 * the public types in exported packages, without code, and without the types that a package
 * description names as internal. The build compares each later version with them.
 */
final class ApiBaseline {
  /** "Internal: {@code A}, {@code B}." in a package-info. */
  private static final Pattern INTERNAL =
      Pattern.compile("Internal: ((?:\\{@code[\\s*]+\\w+\\}[,. *\\s]*)+)");

  private static final Pattern EXPORTED = Pattern.compile("exports ([a-z.]+);");
  private static final Pattern TYPE = Pattern.compile("\\{@code[\\s*]+(\\w+)\\}");
  private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

  private final Path classes;
  private final Path sources;

  private ApiBaseline(Path root) {
    classes = root.resolve("target/classes");
    sources = root.resolve("src/main/java");
  }

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path file = root.resolve("src/api/baseline.jar");
    Files.createDirectories(file.getParent());
    int types = new ApiBaseline(root).write(file);
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .println(file + ": " + types + " public types");
  }

  private int write(Path file) throws IOException {
    int types = 0;
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (Path type : types()) {
        byte[] signatures = signatures(Files.readAllBytes(type));
        if (signatures.length > 0) {
          JarEntry entry = new JarEntry(classes.relativize(type).toString().replace('\\', '/'));
          entry.setTime(0); // the same bytes for the same API
          jar.putNextEntry(entry);
          jar.write(signatures);
          types++;
        }
      }
    }
    return types;
  }

  /** Class files of the exported packages, but those of internal types. */
  private Set<Path> types() throws IOException {
    Set<Path> types = new TreeSet<>();
    for (String name : exportedPackages(sources)) {
      Path folder = classes.resolve(name.replace('.', '/'));
      Set<String> internal = internal(sources, name);
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(path -> path.toString().endsWith(".class"))
            .filter(path -> !internal.contains(outermost(path)))
            .forEach(types::add);
      }
    }
    return types;
  }

  /** The packages that the module exports. */
  static List<String> exportedPackages(Path sources) throws IOException {
    return EXPORTED
        .matcher(Files.readString(sources.resolve("module-info.java")))
        .results()
        .map(found -> found.group(1))
        .sorted()
        .toList();
  }

  /** Simple names of the public types that the description of a package names as internal. */
  static Set<String> internal(Path sources, String packageName) throws IOException {
    Path info = sources.resolve(packageName.replace('.', '/')).resolve("package-info.java");
    Matcher list = INTERNAL.matcher(Files.readString(info));
    return list.find()
        ? TYPE.matcher(list.group(1)).results().map(t -> t.group(1)).collect(Collectors.toSet())
        : Set.of();
  }

  private static String outermost(Path classFile) {
    return classFile.getFileName().toString().replaceFirst("(\\$.*)?\\.class$", "");
  }

  /* Empty for a type that is not visible. */
  private static byte[] signatures(byte[] type) {
    ClassReader reader = new ClassReader(type);
    if ((reader.getAccess() & VISIBLE) == 0) {
      return new byte[0];
    }
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new Visible(writer),
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class Visible extends ClassVisitor {
    Visible(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      return (access & VISIBLE) == 0
          ? null
          : super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return (access & VISIBLE) == 0
          ? null
          : super.visitMethod(access, name, descriptor, signature, exceptions);
    }
  }
}
