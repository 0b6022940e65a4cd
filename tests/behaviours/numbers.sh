# SPDX-License-Identifier: MIT
# Each behaviour of the list that the runtime was built to is shown by a test of its name, or is
# skipped with the reason. The numbers are stable; those that are missing were never given.
set -u
cat >"${TMPDIR:-/tmp}/numbers.$$" <<'END'
1-2
3 a start has no limit of its own: init is synchronous
4 an init that says "ignore" is not in the language
5-6
8-9
10 names are declared, nothing registers at run time
12 there are no links; 72 shows the monitor's half
13-17
18 nothing can be sent while init runs: it is synchronous
19
21
22-23 nothing else happens while init runs: it is synchronous
26-29
31-34
36-38
39 a caller belongs to the server that took it; 29 shows the foreign answer
41 reply() outside a call does not compile: tests/reject
42
44-46
47 collections of requests are not in the language; 46 shows several at once
48
49-50 a call to many is not in the language; examples/search makes one of requests
52
55-61
63
64 an info that nobody handles does not compile
65-67
69
70 idle counts from the last message: no absolute times
71-74
76 there are no links
79-81
83
84-85 messages have neither priority nor time to live
86-98
100-101
103-106
108
109 timers belong to a life, not to a name
110-111
112 timers count from now: no absolute times
114-116
118
120
122-123
124 a handler that runs cannot be ended
125
126 reports have one form, of one line
128
129 a stop has one way: what is queued is handled first
131-133
134 an init that says "ignore" is not in the language
135-142
145
147-148
150-152
154-157
159-160 a handler that runs cannot be ended, and all run in one thread
162 there are no links
163-164 children are declared; 165 and 166 show what a group may do
165-166
168
170 no child is significant
171
175 there is no watchdog over handlers
177
178 nothing registers at run time
179
180 nothing registers at run time
182 nothing registers at run time
183
185 names have no properties and no patterns
187
188 a state cannot be replaced from outside
189
192-193
194 a peer traces once
195
END
numbers=${TMPDIR:-/tmp}/numbers.$$
trap 'rm -f "$numbers"' EXIT
grep -ohE 'behaviour_[0-9]+_[a-z0-9_]+' tests/behaviours/*.c tests/behaviours/names.sh |
	sed -E 's/behaviour_([0-9]+)_.*/\1/' | sort -n | uniq -c |
	awk -v list="$numbers" '
	{ shown[$2] = 1 }
	END {
		while ((getline row < list) > 0) {
			split(row, word, " ")
			split(word[1], ends, "-")
			reason = substr(row, length(word[1]) + 2)
			for (i = ends[1]; i <= (ends[2] ? ends[2] : ends[1]); i++) {
				if (i in absent)
					continue
				listed[i] = 1
				n++
				if (reason != "" && i in shown)
					print "not ok " n " - " i " is shown and skipped"
				else if (reason != "")
					print "ok " n " # SKIP behaviour " i ": " reason
				else if (i in shown)
					print "ok " n " - a test shows " i
				else
					print "not ok " n " - no test shows " i
			}
		}
		for (i in shown)
			if (!(i in listed))
				print "not ok " ++n " - there is no behaviour " i
		print "1.." n
	}'
