package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Comments of the exported packages name every parameter, type parameter, record component, result
 * and checked exception. The doclint check {@code missing} of javac would do the same, but asks for
 * the components of a record a second time at its compact constructor.
 */
final class ApiCommentsTest {
  private static final Path SOURCES = Path.of("src", "main", "java");

  @Test
  void everyPartOfThePublicApiIsDescribed() throws IOException {
    assertThat(missing(exportedSources())).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("Some.java"),
            """
            /** A type. */
            public record Some(int first) {
              /** Checks. */
              public Some {}
              /** {@return one} */
              public int good() { return 1; }
              /** Two. */
              public <T> int bad(int number) throws java.io.IOException { return 2; }
              public void none() {}
              void hidden(int number) {}
            }
            """);
    assertThat(missing(List.of(file)))
        .containsExactly(
            "Some.java: Some has no @param first",
            "Some.java: bad has no @param <T>",
            "Some.java: bad has no @param number",
            "Some.java: bad has no @throws IOException",
            "Some.java: bad has no @return",
            "Some.java: none has no comment");
  }

  private static List<Path> exportedSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : ApiBaseline.exportedPackages(SOURCES)) {
      try (Stream<Path> files = Files.list(SOURCES.resolve(name.replace('.', '/')))) {
        files.filter(file -> !file.endsWith("package-info.java")).sorted().forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(200);
    return sources;
  }

  private static List<String> missing(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
      PublicApi api = new PublicApi(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        api.scan(unit, null);
      }
      return api.missing;
    }
  }

  /** Visits what users of the library see. */
  private static final class PublicApi extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final List<String> missing = new ArrayList<>();

    PublicApi(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (!isVisible(type.getModifiers())) {
        return null;
      }
      List<String> described = new ArrayList<>();
      type.getTypeParameters().forEach(each -> described.add("@param <" + each.getName() + ">"));
      if (type.getKind() == Tree.Kind.RECORD) {
        type.getMembers().stream()
            .filter(VariableTree.class::isInstance)
            .map(VariableTree.class::cast)
            .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
            .forEach(component -> described.add("@param " + component.getName()));
      }
      check(type.getSimpleName().toString(), described);
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      if (isVisible(method.getModifiers()) && !isOverriding(method.getModifiers())) {
        List<String> described = new ArrayList<>();
        method
            .getTypeParameters()
            .forEach(each -> described.add("@param <" + each.getName() + ">"));
        if (!isCompact(method)) {
          method.getParameters().forEach(each -> described.add("@param " + each.getName()));
        }
        method.getThrows().forEach(each -> described.add("@throws " + simpleName(each.toString())));
        Tree result = method.getReturnType();
        if (result != null && !result.toString().equals("void")) {
          described.add("@return");
        }
        check(method.getName().toString(), described);
      }
      return null; // not what is inside
    }

    /* Members of an interface are public without the word. */
    private boolean isVisible(ModifiersTree modifiers) {
      Set<Modifier> flags = modifiers.getFlags();
      TreePath parent = getCurrentPath().getParentPath();
      boolean inInterface =
          parent.getLeaf() instanceof ClassTree outer && outer.getKind() == Tree.Kind.INTERFACE;
      return flags.contains(Modifier.PUBLIC)
          || flags.contains(Modifier.PROTECTED)
          || (inInterface && !flags.contains(Modifier.PRIVATE));
    }

    /* The compact constructor of a record, which lists no parameters in the source. */
    private boolean isCompact(MethodTree method) {
      if (method.getReturnType() != null || method.getBody() == null) {
        return false;
      }
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      long start = trees.getSourcePositions().getStartPosition(unit, method);
      long body = trees.getSourcePositions().getStartPosition(unit, method.getBody());
      try {
        CharSequence source = unit.getSourceFile().getCharContent(true);
        return source.subSequence((int) start, (int) body).toString().indexOf('(') < 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isOverriding(ModifiersTree modifiers) {
      return modifiers.getAnnotations().stream()
          .map(AnnotationTree::getAnnotationType)
          .anyMatch(type -> type.toString().equals("Override"));
    }

    private void check(String name, List<String> described) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      String where =
          Path.of(getCurrentPath().getCompilationUnit().getSourceFile().getName()).getFileName()
              + ": "
              + name;
      if (comment == null) {
        missing.add(where + " has no comment");
        return;
      }
      List<String> tags =
          Stream.concat(comment.getBlockTags().stream(), comment.getFullBody().stream())
              .map(PublicApi::tag)
              .toList();
      described.stream()
          .filter(tag -> !tags.contains(tag))
          .forEach(tag -> missing.add(where + " has no " + tag));
    }

    private static String tag(DocTree tag) {
      if (tag instanceof ParamTree parameter) {
        String name = parameter.getName().toString();
        return "@param " + (parameter.isTypeParameter() ? "<" + name + ">" : name);
      }
      if (tag instanceof ThrowsTree thrown) {
        return "@throws " + simpleName(thrown.getExceptionName().toString());
      }
      return tag.getKind() == DocTree.Kind.RETURN ? "@return" : "";
    }

    private static String simpleName(String name) {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
