# Sourced by run and selftest: one line for each thing judged, and the count at the end.
passed=0 failed=0

# say pass|FAIL NAME DETAIL [OUTPUT]: where it failed, what the judge said stands below, indented.
say() {
  if [ "$1" = pass ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  printf '%s %s %s\n' "$1" "$2" "$3"
  [ "$1" = pass ] || [ -z "${4:-}" ] || printf '%s\n' "$4" | head -n 20 | cut -b 1-600 | sed 's/^/    /'
}

# judge NAME COMMAND...: it must exit 0. Its last line is the detail.
judge() {
  local name=$1 out rc verdict=pass; shift
  out=$("$@" 2>&1); rc=$?
  [ $rc -eq 0 ] || verdict=FAIL
  say $verdict "$name" "$(tail -n 1 <<<"$out")" "$out"
}

# objects NAME PATTERN COMMAND...: it must exit 1 and say what PATTERN (extended) says. That is the detail.
objects() {
  local name=$1 pattern=$2 out rc hit; shift 2
  out=$("$@" 2>&1); rc=$?
  if [ $rc -eq 1 ] && hit=$(grep -Eom 1 -- "$pattern" <<<"$out"); then
    say pass "$name" "${hit%%$'\n'*}"
  else
    say FAIL "$name" "exit $rc, wanted 1 and: $pattern" "$out"
  fi
}

# The closing line; returns 1 if any failed, or none was judged.
tally() {
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
