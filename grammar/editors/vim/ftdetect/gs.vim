" SPDX-License-Identifier: MIT
" Vim itself takes *.gs for GrADS scripts, so this one must say it last.
autocmd BufRead,BufNewFile *.gs set filetype=gs
