import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Plots a table:
 *
 * <pre>java -cp target/thimble.jar eval/Plot.java TABLE.tsv PLOT.png TITLE Y-AXIS [GREATEST]</pre>
 *
 * The first line of the table names the columns. The first column is the x-axis, each other one a curve; an empty
 * cell is a gap. With GREATEST, the y-axis goes from 0 to it, else over the values.
 */
final class Plot {
  private static final Color[] COLORS = {
    new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7), new Color(0x56B4E9)
  };

  private Plot() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("java.awt.headless", "true");
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      rows.add(line.split("\t", -1));
    }
    String[] names = rows.remove(0);
    XYChart chart =
        new XYChartBuilder().width(800).height(400).title(arguments[2]).xAxisTitle(names[0]).yAxisTitle(arguments[3]).build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    if (arguments.length > 4) {
      chart.getStyler().setYAxisMin(0.0);
      chart.getStyler().setYAxisMax(Double.valueOf(arguments[4]));
    }
    for (int column = 1; column < names.length; column++) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (String[] row : rows) {
        if (!row[column].isEmpty()) {
          xs.add(Double.valueOf(row[0]));
          ys.add(Double.valueOf(row[column]));
        }
      }
      XYSeries series = chart.addSeries(names[column], xs, ys);
      series.setLineColor(COLORS[(column - 1) % COLORS.length]);
      series.setMarkerColor(COLORS[(column - 1) % COLORS.length]);
      series.setMarker(SeriesMarkers.CIRCLE);
    }
    BitmapEncoder.saveBitmapWithDPI(chart, arguments[1], BitmapEncoder.BitmapFormat.PNG, 144);
  }
}
