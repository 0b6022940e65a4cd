" SPDX-License-Identifier: MIT
" `:compiler gs` and `:make`: the errors of `gsc check` in the quickfix list.
if exists('current_compiler')
  finish
endif
let current_compiler = 'gs'

CompilerSet makeprg=gsc\ check\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m,%-G%.%#
