" SPDX-License-Identifier: MIT
" Which group each place of $PLACES has in the file that is open; what differs goes to $OUT.
let s:out = []
for s:row in readfile($PLACES)
  if s:row =~# '^#'
    continue
  endif
  let [s:line, s:part, s:wanted, s:scope] = split(s:row, '\t', 1)
  let s:at = stridx(getline(s:line), s:part)
  let s:got = synIDattr(synID(s:line, s:at + 1, 1), 'name')
  if s:got =~# '^gs\%(Clause\|Params\|Body\)\?$'
    let s:got = '-'
  endif
  if s:at < 0 || (s:got ==# '' ? '-' : s:got) !=# s:wanted
    call add(s:out, s:line . ": '" . s:part . "' is " . s:got . ', not ' . s:wanted)
  endif
endfor
call writefile(s:out, $OUT)
qall!
