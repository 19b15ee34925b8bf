package dev.thimble.report;

import dev.thimble.integrity.AtomicFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Plots the log of a training run in one image: training loss, dev perplexity and dev BLEU over
 * updates. Needs no display.
 */
public final class TrainingPlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 300;
  private static final Color LINE = new Color(0x1F, 0x5F, 0xA8);

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
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("update").build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setAxisTickMarksColor(Color.LIGHT_GRAY);
    chart.getStyler().setYAxisDecimalPattern("#,##0.##");
    chart.getStyler().setXAxisDecimalPattern("#,##0");
    XYSeries series = chart.addSeries(key, updates, values);
    series.setLineColor(LINE);
    series.setMarkerColor(LINE);
    series.setMarker(SeriesMarkers.CIRCLE);
    panels.add(chart);
  }
}
