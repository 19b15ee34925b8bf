#!/usr/bin/env bash
# Measures what a cluster costs beside one process: processor seconds for LINES translated and PAIRS scored, by one local process of two workers and
# by a master, two workers of one core each and a driver, all on this machine. The results must be equal. Prints a tab-separated table.
#   eval/spark.sh [LINES [PAIRS [OPTION...]]]     by default 200,000 and 10,000,000
# Lines are sentences of about six words with a number. Options are those of translate, such as --precision int8. The driver and the
# executors that translate do without the optimizing compiler, since most of their work is native code.
# Needs Linux, Maven and target/thimble.jar (mvn package). Spark's jars come from SPARK_HOME, or once from Maven into target/spark.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../target/thimble.jar
lines=${1:-200000}
pairs=${2:-10000000}
options=("${@:3}")
home=${SPARK_HOME:-$here/../target/spark}
work=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
pids=()
trap 'kill "${pids[@]}" 2> /dev/null; wait; rm -rf "$work"' EXIT
TIMEFORMAT='%U %S %R'
export SPARK_HOME=$home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 OMP_NUM_THREADS=1

if [[ ! -d $home/jars ]]; then
  version=$(sed -n 's|.*<spark.version>\(.*\)</spark.version>.*|\1|p' "$here/../pom.xml")
  mkdir -p "$home"
  cat > "$home/pom.xml" << POM
<project><modelVersion>4.0.0</modelVersion><groupId>spark</groupId><artifactId>spark</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.spark</groupId><artifactId>spark-sql_2.13</artifactId><version>$version</version>
</dependency></dependencies></project>
POM
  mvn -q -B -ntp -f "$home/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory="$home/jars"
  touch "$home/RELEASE"
fi

opens=()
for package in lang lang.invoke lang.reflect io net nio util util.concurrent; do
  opens+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
opens+=(--add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/sun.util.calendar=ALL-UNNAMED)

deploy() { # LOG CLASS ARGUMENT...
  local log=$1 class=org.apache.spark.deploy.$2
  shift 2
  java "${opens[@]}" -Xmx512m -cp "$home/jars/*" "$class" --webui-port 0 "$@" > "$work/$log.log" 2>&1 &
  pids+=($!)
}

submit() { # OPTION of the executors' JVM, ARGUMENT of thimble spark...
  java -XX:TieredStopAtLevel=1 "${opens[@]}" -Xmx2g -cp "$home/jars/*" org.apache.spark.deploy.SparkSubmit \
    --master "spark://127.0.0.1:$port" --conf spark.driver.host=127.0.0.1 --conf spark.executor.cores=1 \
    --conf spark.executor.memory=2g --conf spark.executor.extraJavaOptions="$1" \
    --class dev.thimble.cli.Thimble "$jar" spark "${@:2}" 2> "$work/driver.log" || { cat "$work/driver.log" >&2; return 1; }
}

ticks() { # of the workers and of the executors that have ended, in hundredths of a second
  local sum=0 pid
  for pid in "${pids[@]:1}"; do
    sum=$((sum + $(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $12 + $13 + $14 + $15 }')))
  done
  echo "$sum"
}

seconds() { # FILE of TIMEFORMAT, TICKS: processor seconds in all
  tail -n 1 "$1" | awk -v ticks="$2" '{ printf "%.1f", $1 + $2 + ticks / 100 }' # after what the command says
}

row() { # NAME COUNT LOCAL CLUSTER
  awk -v name="$1" -v count="$2" -v one="$3" -v all="$4" -v a="$(tail -n 1 "$work/local" | cut -d' ' -f3)" \
    -v b="$(tail -n 1 "$work/cluster" | cut -d' ' -f3)" 'BEGIN {
      printf "%s\t%d\t%.1f\t%.1f\t%.3f\t%.3f\t%.3f\t%.0f\t%.0f\n", name, count, one, all, 1000 * one / count, 1000 * all / count, all / one, a, b }'
}

measure() { # NAME COUNT: runs the functions local_NAME and cluster_NAME
  local before
  { time "local_$1"; } 2> "$work/local"
  before=$(ticks)
  { time "cluster_$1"; } 2> "$work/cluster"
  sleep 3 # the worker waits for its executors
  row "$1" "$2" "$(seconds "$work/local" 0)" "$(seconds "$work/cluster" $(($(ticks) - before)))"
}

local_translate() { java -jar "$jar" --quiet translate "$here/../checkpoints/en-fr" --input "$work/en" --workers 2 \
  ${options[@]+"${options[@]}"} > "$work/fr"; }
cluster_translate() { submit -XX:TieredStopAtLevel=1 translate "$here/../checkpoints/en-fr" --input "$work/en" --output "$work/out" --quiet \
  ${options[@]+"${options[@]}"}; }
local_score() { java -jar "$jar" evaluate --hypotheses "$work/hyp" --reference "$work/ref" --format JSON > "$work/local.json"; }
cluster_score() { submit -XX:TieredStopAtLevel=4 evaluate --hypotheses "$work/hyp" --reference "$work/ref" --format JSON --quiet > "$work/cluster.json"; }

deploy master master.Master --host 127.0.0.1 --port "$port"
until (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do sleep 0.2; done
for worker in 1 2; do
  deploy "worker-$worker" worker.Worker --host 127.0.0.1 --cores 1 --memory 3g --work-dir "$work/worker-$worker" "spark://127.0.0.1:$port"
done

# Distinct lines: the sentences of eval/, each with a number.
awk -v count="$lines" '{ text[NR] = $0 } END { for (i = 0; i < count; i++) print "(" i ") " text[i % NR + 1] }' "$here/everyday.en" > "$work/en"
awk -v count="$pairs" '{ text[NR] = $0 } END {
  for (i = 0; i < count; i++) print text[i % NR + 1] " " text[int(i / NR) % NR + 1] }' "$here/everyday.fr" > "$work/ref"
awk '{ if (NR % 3 == 0) $2 = "le"; if (NR % 7 == 0) $3 = ""; print }' "$work/ref" > "$work/hyp"

printf 'work\tlines\tlocal CPU s\tcluster CPU s\tlocal ms/line\tcluster ms/line\tratio\tlocal s\tcluster s\n'
measure translate "$lines"
cat "$work"/out/part-* | cmp - "$work/fr"
measure score "$pairs"
scores() { sed -n '/"scores"/,$p' "$1"; }
cmp <(scores "$work/local.json") <(scores "$work/cluster.json")
