# SPDX-License-Identifier: MIT
# Behaviours that the compiler keeps: what is refused before anything starts, with its name.
# Numbers 13 (a bad name) and 136 (a bad child, strategy, restart, shutdown, intensity).
set -u
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
n=0

# refused NAME WORD: the spec on stdin does not compile, nothing is written, and WORD is in the text
refused() {
	n=$((n + 1))
	{ echo 'server s(size: u32 = 1) { call ask() -> u32 { reply(1); } }'; cat; } >"$dir/s.gs"
	rm -rf "$dir/out"
	mkdir "$dir/out"
	"$GSC" compile "$dir/s.gs" -o "$dir/out" >"$dir/said" 2>&1
	status=$?
	if [ $status -eq 1 ] && [ -z "$(ls "$dir/out")" ] &&
		grep -q "s.gs:[0-9]*:[0-9]*: error: .*$2" "$dir/said"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' "$dir/said"
	fi
}

refused behaviour_13_a_name_that_is_a_number 7 <<'END'
system t { 7: s(); }
END
refused behaviour_13_a_name_of_the_runtime gs <<'END'
system t { gs: s(); }
END
refused behaviour_13_a_keyword_as_a_name while <<'END'
server while() { }
END
refused behaviour_136_a_name_twice one <<'END'
system t { one: s(); one: s(); }
END
refused behaviour_136_an_unknown_server nobody <<'END'
system t { one: nobody(); }
END
refused behaviour_136_an_unknown_argument weight <<'END'
system t { one: s(weight = 3); }
END
refused behaviour_136_an_argument_out_of_range 5000000000 <<'END'
system t { one: s(size = 5_000_000_000); }
END
refused behaviour_136_an_unknown_strategy one_for_none <<'END'
system t { strategy one_for_none; one: s(); }
END
refused behaviour_136_an_unknown_restart always <<'END'
system t { one: s() restart always; }
END
refused behaviour_136_a_negative_shutdown shutdown <<'END'
system t { one: s() shutdown -10s; }
END
refused behaviour_136_an_intensity_that_is_no_integer intensity <<'END'
system t { intensity 1.5 in 5s; one: s(); }
END
refused behaviour_136_an_intensity_below_zero intensity <<'END'
system t { intensity -1 in 5s; one: s(); }
END
refused behaviour_136_a_period_of_zero intensity <<'END'
system t { intensity 1 in 0s; one: s(); }
END
refused behaviour_136_a_listener_that_is_no_address ftp:here <<'END'
system t { listen "ftp:here"; one: s(); }
END
echo "1..$n"
