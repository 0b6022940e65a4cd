" SPDX-License-Identifier: MIT
" The .gs language; the bodies of clauses and what stands between %{ and %} are C.
if exists('b:current_syntax')
  finish
endif

syntax include @gsC syntax/c.vim
unlet! b:current_syntax
syntax case match
syntax sync minlines=300

" No word is reserved: before a ':' or '(' it is a name.
syntax match gsDeclaration /\<\%(import\|const\|type\|enum\|struct\|union\|error\|protocol\|server\|system\)\>\ze\s\+["A-Za-z_]/
syntax match gsKeyword /\<\%(implements\|notifies\|keyed\|by\|idle\|max\|evict\|raises\|timeout\|within\|existing\|every\|to\)\>\%(\s*[:(]\)\@!/
syntax match gsKeyword /\<\%(state\|mailbox\|overflow\|listen\|mode\|serves\|as\|strategy\|intensity\|in\|backoff\)\>\%(\s*[:(]\)\@!/
syntax match gsKeyword /\<\%(supervisor\|remote\|dynamic\|restart\|shutdown\|secret\|drop\)\>\%(\s*[:(]\)\@!/
syntax match gsType /\<\%(bool\|u8\|u16\|u32\|u64\|i8\|i16\|i32\|i64\|f32\|f64\|string\|bytes\|duration\|time\)\>\%(\s*[:(]\)\@!/
syntax match gsType /\<\%(list\|map\|ref\|from\|timer\|instant\|extern\)\>\%(\s*[:(]\)\@!/
syntax match gsConstant /\<\%(true\|false\|none\)\>\%(\s*:\)\@!/
syntax match gsConstant /\<\%(one_for_one\|one_for_all\|rest_for_one\|permanent\|transient\|temporary\)\>\%(\s*[:(]\)\@!/
syntax match gsConstant /\<\%(wait\|reject\|drop_oldest\)\>\%(\s*[:(]\)\@!/
syntax match gsOperator /->\|\.\.\|?/

syntax match gsNumber /\<\%(0x[0-9a-fA-F][0-9a-fA-F_]*\|[0-9][0-9_]*\%(ns\|us\|ms\|[smhd]\|[KMG]iB\)\?\)\>/
syntax match gsNumber /\<[0-9][0-9_]*\%(\.[0-9]\+\%([eE][-+]\?[0-9]\+\)\?\|[eE][-+]\?[0-9]\+\)\>/
syntax region gsString start=/"/ skip=/\\./ end=/"\|$/ contains=gsEscape,@Spell
syntax match gsEscape /\\\%(u\x\{4}\|U\x\{8}\|x\x\{1,2}\|[0-7]\{1,3}\|.\)/ contained
syntax match gsComment ,//.*, contains=@Spell
syntax region gsComment start=,/\*, end=,\*/, contains=@Spell
syntax match gsDoc ,///\%([^/].*\|$\), contains=@Spell

syntax cluster gsParts contains=gsKeyword,gsType,gsConstant,gsOperator,gsNumber,gsString,gsComment,gsDoc

" A clause ends with ';', or with the '}' of its body.
syntax region gsClause matchgroup=gsKeyword
      \ start=/\<\%(call\|cast\|info\|response\)\>\ze\s\+\h/
      \ start=/\<\%(init\|terminate\)\>\ze\s*[;{]/
      \ matchgroup=NONE end=/;/ end=/}\@1<=/ contains=@gsParts,gsBody,gsParams
syntax match gsKeyword /\%(\<info\s\+\)\@16<=\%(down\|gone\|signal\)\>\ze\s*[{;]/ contained containedin=gsClause
syntax region gsParams start=/(/ end=/)/ contained contains=@gsParts,gsParams
syntax region gsBody matchgroup=gsBrace start=/{/ end=/}/ contained contains=@gsC,gsWord fold
syntax region gsCode matchgroup=gsBrace start=/%\%(top\)\?{/ end=/%}/ contains=@gsC fold
syntax match gsWord /\<\%(reply\|reply_and_stop\|fail\|failf\|caller\|noreply\|stop\)\ze\s*(/ contained
      \ containedin=@gsC
syntax match gsWord /\<\%(self\|ctx\|status\|answer\|who\|reason\|number\)\>/ contained

highlight default link gsDeclaration Structure
highlight default link gsKeyword Statement
highlight default link gsType Type
highlight default link gsConstant Constant
highlight default link gsOperator Operator
highlight default link gsNumber Number
highlight default link gsString String
highlight default link gsEscape SpecialChar
highlight default link gsComment Comment
highlight default link gsDoc SpecialComment
highlight default link gsBrace Delimiter
highlight default link gsWord Special

let b:current_syntax = 'gs'
