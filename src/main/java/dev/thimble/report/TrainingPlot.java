package dev.thimble.report;

import dev.thimble.integrity.AtomicFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Plots the log of a training run in one image: training loss, dev perplexity and dev BLEU over
 * updates. The values of further dev sets, such as {@code bleu:news.en}, are further curves. Needs
 * no display.
 */
public final class TrainingPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 300;
  private static final Color[] COLORS = {
    new Color(0x1F, 0x5F, 0xA8),
    new Color(0xC4, 0x5A, 0x11),
    new Color(0x2E, 0x7D, 0x32),
    new Color(0x7B, 0x3F, 0xA0),
    new Color(0x6B, 0x6B, 0x6B)
  };

  private TrainingPlot() {}

  /**
   * Writes the plot as a PNG file, atomically. Panels without values are left out; a log without
   * any values writes no file.
   */
  public static void write(List<Map<String, Object>> entries, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<XYChart> panels = new ArrayList<>();
    addPanel(panels, entries, "trainLoss", "training loss (nats per piece)");
    addPanel(panels, entries, "devPerplexity", "dev perplexity");
    addPanel(panels, entries, "bleu", "dev BLEU");
    if (panels.isEmpty()) {
      return;
    }
    int scale = 2;
    BufferedImage image =
        new BufferedImage(
            WIDTH * scale, HEIGHT * panels.size() * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(scale, scale);
      for (XYChart panel : panels) {
        panel.paint(graphics, WIDTH, HEIGHT);
        graphics.translate(0, HEIGHT);
      }
    } finally {
      graphics.dispose();
    }
    AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
  }

  private static void addPanel(
      List<XYChart> panels, List<Map<String, Object>> entries, String key, String title) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("update").build();
    keys(entries, key).forEach(each -> addCurve(chart, entries, each));
    if (chart.getSeriesMap().isEmpty()) {
      return;
    }
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setLegendVisible(chart.getSeriesMap().size() > 1);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setAxisTickMarksColor(Color.LIGHT_GRAY);
    chart.getStyler().setYAxisDecimalPattern("#,##0.##");
    chart.getStyler().setXAxisDecimalPattern("#,##0");
    panels.add(chart);
  }

  /* The key, and those of further dev sets in the order of the log. */
  private static Set<String> keys(List<Map<String, Object>> entries, String key) {
    Set<String> keys = new LinkedHashSet<>(List.of(key));
    for (Map<String, Object> entry : entries) {
      entry.keySet().stream().filter(each -> each.startsWith(key + ":")).forEach(keys::add);
    }
    return keys;
  }

  private static void addCurve(XYChart chart, List<Map<String, Object>> entries, String key) {
    List<Double> updates = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Map<String, Object> entry : entries) {
      if (entry.get(key) instanceof Number value && Double.isFinite(value.doubleValue())) {
        updates.add(((Number) entry.get("update")).doubleValue());
        values.add(value.doubleValue());
      }
    }
    if (values.isEmpty()) {
      return;
    }
    Color color = COLORS[chart.getSeriesMap().size() % COLORS.length];
    XYSeries series = chart.addSeries(key, updates, values);
    series.setLineColor(color);
    series.setMarkerColor(color);
    series.setMarker(SeriesMarkers.CIRCLE);
  }
}
