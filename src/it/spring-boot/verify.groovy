import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

def log = new File(basedir, 'target/service.log')
def java = new File(System.getProperty('java.home'), 'bin/java').path
def service = new ProcessBuilder(java, '-jar', new File(basedir, 'target/spring-boot-1.jar').path,
    '--server.port=0')
    .redirectErrorStream(true).redirectOutput(log).start()
try {
  def port = null
  for (int i = 0; i < 1200 && port == null && service.alive; i++) {
    port = (log.text =~ /started on port (\d+)/).with { it.find() ? it.group(1) : null }
    sleep(100)
  }
  assert port != null : log.text
  def request = HttpRequest.newBuilder(URI.create("http://localhost:${port}/translate"))
      .POST(HttpRequest.BodyPublishers.ofString('Good morning!')).header('Content-Type', 'text/plain').build()
  def response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString())
  assert response.body() == 'Bonjour !'
  assert !log.text.contains('ai.djl') : log.text
} finally {
  service.destroyForcibly().waitFor()
}
