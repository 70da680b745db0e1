#!/bin/sh
# The steps of the image, as the Dockerfile runs them; the tests run the same ones in a clean folder.
#   build.sh wheelhouse WHEELS              fetch every pinned requirement as a wheel, hashes checked
#   build.sh environment WHEELS TARGET      make a virtual environment out of them
#   build.sh program SOURCE WHEELS TARGET   build our own wheel and put it in, with the DAGs beside it
# PYTHON names the interpreter (python3); COMPILE=no leaves bytecode out.
set -eu
python=${PYTHON:-python3}

compile() {
  # By content, not by time: the files are the same whenever the image is built. Some libraries ship templates in
  # files that end in .py and do not compile.
  [ "${COMPILE:-yes}" = no ] || "$1/bin/python" -m compileall -q -j 0 --invalidation-mode unchecked-hash "$2" > /dev/null || true
}

case "$1" in
wheelhouse)
  "$python" -m pip wheel --quiet --no-deps --require-hashes --wheel-dir "$2" --requirement "$(dirname "$0")/requirements.txt"
  ;;
environment)
  "$python" -m venv --without-pip "$3"
  "$python" -m pip --python "$3/bin/python" install --quiet --no-index --no-deps --no-compile "$2"/*.whl
  compile "$3" "$3/lib"
  ;;
program)
  "$python" -m pip wheel --quiet --no-deps --wheel-dir "$3/own" "$2"
  "$python" -m pip --python "$4/bin/python" install --quiet --no-index --no-deps --no-compile "$3"/own/*.whl
  "$python" -m pip --python "$4/bin/python" check > /dev/null
  package=$("$4/bin/python" -I -c 'import pipeline; print(pipeline.__path__[0])')
  # A path without the version of Python in it, for AIRFLOW__CORE__DAGS_FOLDER.
  cp -R "$package/_data/dags" "$4/dags"
  compile "$4" "$package"
  ;;
*)
  sed -n '2,6p' "$0" >&2
  exit 2
  ;;
esac
