package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.thimble.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The native heap of a training run. */
final class NativeHeapIT {
  private static final int MEGABYTES = 150;
  private static final TrainingListener.Update UPDATE =
      new TrainingListener.Update(200, 1, 3, 9, 2048, 4.5, 1.5, 0.001);
  private static final TrainingListener.Evaluation EVALUATION =
      new TrainingListener.Evaluation(200, 1, 4.5, 90, Map.of(), true, 0.001, 60);

  @Test
  void trimmingPassesEveryEventOn() {
    List<Object> events = new ArrayList<>();
    TrainingListener listener =
        NativeHeap.trimming(
            new TrainingListener() {
              @Override
              public void onStart(long update) {
                events.add(update);
              }

              @Override
              public void onUpdate(Update update) {
                events.add(update);
              }

              @Override
              public void onEvaluation(Evaluation evaluation) {
                events.add(evaluation);
              }
            });
    listener.onStart(199);
    listener.onUpdate(UPDATE);
    listener.onEvaluation(EVALUATION);
    assertThat(events).containsExactly(199L, UPDATE, EVALUATION);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs glibc")
  void pagesOfFreedTensorsAreKept() throws IOException {
    NativeHeap.keepPages();
    useMegabytes();
    long before = pageFaults();
    useMegabytes();
    assertThat(pageFaults() - before).isLessThan(MEGABYTES * 256 / 4); // a quarter of the pages
  }

  /* Allocates more than a region of the heap, writes to it, and frees it. */
  private static void useMegabytes() {
    NativeLibrary c =
        dev.thimble.natives.NativeLibrary.JNA.load(() -> NativeLibrary.getInstance("c"));
    List<Pointer> blocks = new ArrayList<>();
    for (int i = 0; i < MEGABYTES; i++) {
      Pointer block = c.getFunction("malloc").invokePointer(new Object[] {1L << 20});
      block.clear(1 << 20);
      blocks.add(block);
    }
    blocks.forEach(block -> c.getFunction("free").invokeVoid(new Object[] {block}));
  }

  /* Pages that the kernel has given to this process without reading a file. */
  private static long pageFaults() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[7]);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs glibc")
  void freedPagesBetweenUsedOnesAreGivenBack() {
    long block = 64 << 10; // bytes: below the size that the C library gives back by itself
    NativeLibrary c =
        dev.thimble.natives.NativeLibrary.JNA.load(() -> NativeLibrary.getInstance("c"));
    List<Pointer> blocks = new ArrayList<>();
    for (int i = 0; i < 512; i++) {
      blocks.add(c.getFunction("malloc").invokePointer(new Object[] {block}));
    }
    for (int i = 1; i < blocks.size(); i += 2) { // the others keep the heap from shrinking
      c.getFunction("free").invokeVoid(new Object[] {blocks.get(i)});
    }
    assertThat(NativeHeap.trim()).isEqualTo(1);
    for (int i = 0; i < blocks.size(); i += 2) {
      c.getFunction("free").invokeVoid(new Object[] {blocks.get(i)});
    }
  }
}
