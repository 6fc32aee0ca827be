#!/bin/sh
# Pins requirements/*.txt from pyproject.toml, with hashes, for every platform.
# No index, no host and no path is written: --no-config and the flags below see to that.
set -eu
uv=$1

pin() {
    out=$1
    shift
    echo "Pinning $out ..."
    "$uv" pip compile --quiet --no-config --universal --generate-hashes --python-version 3.11 \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
        "$@" --output-file "$out" pyproject.toml requirements/build.in
}

pin requirements/runtime.txt
pin requirements/test.txt --extra test --constraint requirements/runtime.txt

if grep -nE 'https?://|file:|^--|@ ' requirements/*.txt; then
    echo "A requirements file names a place; it must name packages only." >&2
    exit 1
fi
