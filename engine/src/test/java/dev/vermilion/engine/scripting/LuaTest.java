package dev.vermilion.engine.scripting;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** The language, by what redis-server answers. */
@EveryRedis
class LuaTest {

    private static final String VALUES = """
            > EVAL "return {5.3%2, -5%3, 5%-3, 2^10, 7/2*2, -2^2}" 0
            [1 1 -1 1024 7 -4]
            > EVAL "return tostring(1e15)..' '..tostring(2^53)..' '..tostring(0.1)..' '..tostring(1/3)..' '..tostring(1/0)..' '..tostring(100)" 0
            1e+15 9.007199254741e+15 0.1 0.33333333333333 inf 100
            > EVAL "return {'10'+5, '3'*'4', 10 ..20, tostring('0x10'+0)}" 0
            [15 12 1020 16]
            > EVAL "return 1<'2'" 0
            -ERR user_script:1: attempt to compare number with string script: 956121e9f08d8bb8dba7ce76aa7b025f01306205, on @user_script:1.
            > EVAL "local a return a.b" 0
            -ERR user_script:1: attempt to index local 'a' (a nil value) script: ee8141d06fdc2f3ba250c609118659b0e12a6e12, on @user_script:1.
            > EVAL "local a={} return a.b.c" 0
            -ERR user_script:1: attempt to index field 'b' (a nil value) script: 4313fa47ecb7076214725bf90a6ee987cc819911, on @user_script:1.
            > EVAL "local a return a+1" 0
            -ERR user_script:1: attempt to perform arithmetic on local 'a' (a nil value) script: 1627ebabaa2e2c7c9c8d8190a5b1af11a9753402, on @user_script:1.
            > EVAL "local a return 'x'..a" 0
            -ERR user_script:1: attempt to concatenate local 'a' (a nil value) script: 1635333e058bdd5e9638ae987c897905f3a561ed, on @user_script:1.
            > EVAL "local a={} return a()" 0
            -ERR user_script:1: attempt to call local 'a' (a table value) script: e136522cc99e70e23f054e81216e6b788d8c9291, on @user_script:1.
            > EVAL "local a={} return a:foo()" 0
            -ERR user_script:1: attempt to call method 'foo' (a nil value) script: 93d547a050f6e4e1c022d811abd08ed60aeddf01, on @user_script:1.
            > EVAL "return ('x'):rep({})" 0
            -ERR user_script:1: bad argument #1 to 'rep' (number expected, got table) script: a13812fc07a82a724d698c10fb59f8882dd97422, on @user_script:1.
            > EVAL "return tonumber()" 0
            -ERR user_script:1: bad argument #1 to 'tonumber' (value expected) script: f4853cecaf5a268432ec56257ce33f680863445e, on @user_script:1.
            > EVAL "return nofunction()" 0
            -ERR user_script:1: Script attempted to access nonexistent global variable 'nofunction' script: f94e0dec44ee9b2096359a33098493fbf33ad23e, on @user_script:1.
            > EVAL "local t={} t[nil]=1" 0
            -ERR user_script:1: table index is nil script: 38da88515ddc492b292197f02e532c6220d978c6, on @user_script:1.
            > EVAL "local t={} t[0/0]=1" 0
            -ERR user_script:1: table index is NaN script: 5b6541202c9cd17a1be6a05035aeedbfc5bcccb4, on @user_script:1.
            > EVAL "for i=1,'x' do end" 0
            -ERR user_script:1: 'for' limit must be a number script: 163cb8f81c207e3864df64f1370aba060c0e49a1, on @user_script:1.
            > EVAL "local function r(n) return 1+r(n+1) end return select(2,pcall(r,1)):sub(1,28)" 0
            user_script:1: stack overflo
            > EVAL "error('boom',0)" 0
            -ERR boom script: 8ed6bdaa91a78433c7127e0a0f1b142e932907c7, on @user_script:1.
            > EVAL "error('boom',2)" 0
            -ERR boom script: 91065e039132b5090752f12c8acc5a012952043d, on @user_script:1.
            > EVAL "local ok,e=pcall(error,'x') return e" 0
            x
            > EVAL "local ok,e=pcall(function() error({err='E'}) end) return type(e)..e" 0
            stringE
            > EVAL "return {xpcall(function() error('q',0) end, function(e) return 'H:'..e end)}" 0
            [nil H:q]
            > EVAL "return {pcall(string.rep)}" 0
            [nil bad argument #1 to '?' (string expected, got no value)]
            > EVAL "return {select('#',1,nil,nil), select(2,'a','b','c')}" 0
            [3 b c]
            > EVAL "local function f(...) return select('#',...), ... end return {f(1,nil,3)}" 0
            [3 1]
            > EVAL "local function f(...) return arg.n end return f(1,2,nil)" 0
            3
            > EVAL "local t={a=1,b=2,c=3,10,20,30} local r={} for k in pairs(t) do r[#r+1]=tostring(k) end return table.concat(r,' ')" 0
            1 2 3 a c b
            > EVAL "local t={} for i=1,20 do t['k'..i]=i end local r={} for k in pairs(t) do r[#r+1]=k end return table.concat(r,' ')" 0
            k16 k19 k11 k17 k15 k20 k10 k8 k1 k12 k3 k2 k9 k13 k18 k14 k6 k7 k4 k5
            > EVAL "local t={} for i=1,100 do t['k'..i]=i end for k in pairs(t) do t[k]=nil end return tostring(next(t))" 0
            nil
            > EVAL "return {#{1,2,nil,4}, #{nil}, #{nil,2}, #{n=1}}" 0
            [4 0 2 0]
            > EVAL "local fs={} for i=1,3 do fs[i]=function() i=i+1 return i end end return {fs[1](),fs[1](),fs[2]()}" 0
            [2 3 3]
            > EVAL "local t=setmetatable({},{__index=function(t,k) return k..'!' end,__call=function(s,a) return a end,__concat=function() return 'CC' end,__tostring=function() return 'TS' end,__len=function() return 9 end}) return {t.foo,t(4),#t,t..'a',tostring(t)}" 0
            [foo! 4 0 CC TS]
            > EVAL "local m={__add=function(a,b) return 'add' end,__eq=function() return true end,__lt=function() return true end} local a,b=setmetatable({},m),setmetatable({},m) return {a+1,a==b,a<b,a<=b}" 0
            [add 1 1 nil]
            > EVAL "local t=setmetatable({},{__newindex=function(t,k,v) rawset(t,k,v*2) end}) t.x=4 return t.x" 0
            8
            > EVAL "local co=coroutine.wrap(function(a) local b=coroutine.yield(a+1) return b*2 end) return {co(1),co(5)}" 0
            [2 10]
            """;

    private static final String TEXT = """
            > EVAL "local co=coroutine.create(function() error('z',0) end) return {coroutine.resume(co)}" 0
            [nil z]
            > EVAL "local co=coroutine.create(function() return pcall(function() coroutine.yield(1) end) end) local ok,a,e=coroutine.resume(co) return e" 0
            attempt to yield across metamethod/C-call boundary
            > EVAL "return coroutine.yield(1)" 0
            -ERR attempt to yield across metamethod/C-call boundary script: c0c3d8a4cbcee35be6b566d6fb3a7a74f0fdcc6f, on @user_script:1.
            > EVAL "return {('hello world'):find('o w'), ('a.b'):find('.',1,true), (('THE (quick) fox'):find('%((%a+)%)'))}" 0
            [5 2 5]
            > EVAL "return {('key=val'):match('^(%w+)=(%w*)$')}" 0
            [key val]
            > EVAL "return {('hello'):gsub('l','L'), ('abc'):gsub('%w','%0%0'), ('abc'):gsub('','-'), ('$n is $x'):gsub('%$(%w+)',{n='lua'})}" 0
            [heLLo aabbcc -a-b-c- lua is $x 2]
            > EVAL "return {('THE (quick) fox'):gsub('%f[%a]%a+',string.lower)}" 0
            [the (quick) fox 3]
            > EVAL "local r={} for k,v in ('a=1,b=2'):gmatch('(%w+)=(%w+)') do r[#r+1]=k..v end return r" 0
            [a1 b2]
            > EVAL "return {('f(a(b)c)d'):match('%b()'), ('  x '):match('^%s*(.-)%s*$'), ('2024-01-02'):match('(%d+)-(%d+)')}" 0
            [(a(b)c) x 2024 01]
            > EVAL "return ('a'):gsub('(','')" 0
            a
            > EVAL "return ('a'):find('[a')" 0
            -ERR user_script:1: malformed pattern (missing ']') script: 78dc417abcc57339b38888081b4dc7b6dae1d12e, on @user_script:1.
            > EVAL "return ('a'):find('%')" 0
            -ERR user_script:1: malformed pattern (ends with '%') script: 7614256d24e5a5266d69100f7f0ca2589ab44eb3, on @user_script:1.
            > EVAL "return ('abc'):gsub('a','%2')" 0
            -ERR user_script:1: invalid capture index script: 238844a4536ce13cc84b6ba0a85b30bdc669ce65, on @user_script:1.
            > EVAL "return string.format('%5.1f|%-5d|%05d|%x|%X|%o|%c|%e|%g|%q|%s|%%|%10.3s|', 3.14159, 42, 42, 255, 255, 8, 65, 12345.678, 1e20, 'a\\"b', 'x', 'hello')" 0
              3.1|42   |00042|ff|FF|10|A|1.234568e+04|1e+20|"a\\"b"|x|%|       hel|
            > EVAL "return string.format('%d', 'x')" 0
            -ERR user_script:1: bad argument #2 to 'format' (number expected, got string) script: cd4fadd5027450767b6391819f084394d5c4916f, on @user_script:1.
            > EVAL "return string.format('%y', 1)" 0
            -ERR user_script:1: invalid option '%y' to 'format' script: 5f049edbcb538c8748f6d1d19449a7474c6106bf, on @user_script:1.
            > EVAL "return string.format('%s')" 0
            -ERR user_script:1: bad argument #2 to 'format' (no value) script: cf510df316aa2a8bf28399bd97b441488fb61f9e, on @user_script:1.
            > EVAL "return {('hello'):sub(-3), ('hello'):sub(2,-2), ('hello'):byte(1,-1)}" 0
            [llo ell 104 101 108 108 111]
            > EVAL "return {string.char(72,105), ('abc'):reverse(), ('aBc'):upper(), ('ab'):rep(3), #('x'):rep(0)}" 0
            [Hi cba ABC ababab 0]
            > EVAL "local t={5,2,8,1} table.sort(t,function(a,b) return a>b end) return t" 0
            [8 5 2 1]
            > EVAL "local t={} for i=1,50 do t[i]=i%7 end table.sort(t,function(a,b) return true end)" 0
            -ERR user_script:1: invalid order function for sorting script: 2d04c5e2ddc39e597823f1bf5bd13f1a033e8e76, on @user_script:1.
            > EVAL "table.sort({1,'a'})" 0
            -ERR attempt to compare string with number script: c9dac45b48bb66248d89a8c6dd7fba11ef48b5f3, on @user_script:1.
            > EVAL "local t={1,2,3} table.insert(t,2,9) table.insert(t,7) local r=table.remove(t,1) return {r,#t,unpack(t)}" 0
            [1 4 9 2 3 7]
            > EVAL "table.insert({1},1,2,3)" 0
            -ERR user_script:1: wrong number of arguments to 'insert' script: d43052df3a6e0fccf4bc779b8f9b0f0ca051531e, on @user_script:1.
            > EVAL "return table.concat({1,{},3})" 0
            -ERR user_script:1: invalid value (table) at index 2 in table for 'concat' script: eb0534684e031e702003122cf0f200157f632621, on @user_script:1.
            > EVAL "return table.concat({1,2,3},'-',2,3)" 0
            2-3
            > EVAL "return {math.floor(-3.5), math.ceil(3.2), math.max(1,5,3), math.min(2,-1), math.abs(-4), math.fmod(-5,3), math.sqrt(16)}" 0
            [-4 4 5 -1 4 -2 4]
            > EVAL "return {tostring(math.pi), tostring(math.huge), math.modf(3.7)}" 0
            [3.1415926535898 inf 3 0]
            > EVAL "return {tonumber('0x10'), tonumber('10',2), tonumber(' 10 '), tostring(tonumber('10a')), tonumber('zz',36), tostring(tonumber(''))}" 0
            [16 2 10 nil 1295 nil]
            > EVAL "return {unpack({1,2,3},2,3)}" 0
            [2 3]
            > EVAL "return unpack({},1,1e8)" 0
            -ERR user_script:1: too many results to unpack script: 9f9851677101b29a9435a5c773e3f7f0ca3d7e77, on @user_script:1.
            """;

    private static final String SYNTAX = """
            > EVAL "return loadstring('return 1+1')()" 0
            2
            > EVAL "return {loadstring('x=')}" 0
            []
            > EVAL "return setfenv" 0
            -ERR user_script:1: Script attempted to access nonexistent global variable 'setfenv' script: 3ffeb955c6323bb75eb872e0e1bc7214ea8780d9, on @user_script:1.
            > EVAL "return print" 0
            -ERR user_script:1: Script attempted to access nonexistent global variable 'print' script: df4c752a7558004676bbee87e38b92e0b9056d68, on @user_script:1.
            > EVAL "return require" 0
            -ERR user_script:1: Script attempted to access nonexistent global variable 'require' script: 68c9d8918a98cebaec1948aff703e96c57af9fdd, on @user_script:1.
            > EVAL "return {'10'==10, 'a'<'b', 'Z'<'a', not nil, nil==false}" 0
            [nil 1 1 1 nil]
            > EVAL "return {1 and 2, nil or 3, false and 1, nil and 1 or 'x'}" 0
            [2 3 nil x]
            > EVAL "local r='' for i=3,1,-1 do r=r..i end for i=1,0 do r='no' end for i=0,1,0.25 do r=r..'.' end return r" 0
            321.....
            > EVAL "local i=0 repeat local x=i i=i+1 until x>=3 while true do i=i+10 if i>30 then break end end return i" 0
            34
            > EVAL "local a,b,c=(function() return 1,2,3 end)() local d=(function() return 1,2 end)() local t={(function() return 1,2 end)(),(function() return 1,2 end)()} return {a,b,c,d,#t}" 0
            [1 2 3 1 3]
            > EVAL "local a,b=1,2 a,b=b,a local t={1,2} local i=1 i,t[i]=i+1,20 return {a,b,t[1],t[2]}" 0
            [2 1 20 2]
            > EVAL "return [==[a]]b]==]..'\\65\\066\\n'..[[\\n]]" 0
            -ERR Error compiling script (new function): user_script:1: unfinished string near ''65066'
            > EVAL "--[==[ comment ]] ]==] return 5 -- end" 0
            5
            > EVAL "return 1;;" 0
            -ERR Error compiling script (new function): user_script:1: '<eof>' expected near ';'
            > EVAL "while true do break local x end" 0
            -ERR Error compiling script (new function): user_script:1: 'end' expected near 'local'
            > EVAL "break" 0
            -ERR Error compiling script (new function): user_script:1: no loop to break near '<eof>'
            > EVAL "return ..." 0
            nil
            > EVAL "local function f() return ... end" 0
            -ERR Error compiling script (new function): user_script:1: cannot use '...' outside a vararg function near '...'
            > EVAL "x = = 1" 0
            -ERR Error compiling script (new function): user_script:1: unexpected symbol near '='
            > EVAL "for i in 1 do end" 0
            -ERR user_script:1: attempt to call a number value script: d3af8d7a5280cc0a2e859e3366511cfd5d81ffa3, on @user_script:1.
            > EVAL "if true then" 0
            -ERR Error compiling script (new function): user_script:1: 'end' expected near '<eof>'
            > EVAL "local t = {1,2" 0
            -ERR Error compiling script (new function): user_script:1: '}' expected near '<eof>'
            > EVAL "return 'abc" 0
            -ERR Error compiling script (new function): user_script:1: unfinished string near '<eof>'
            > EVAL "return [[abc" 0
            -ERR Error compiling script (new function): user_script:1: unfinished long string near '<eof>'
            > EVAL "return 1..2" 0
            -ERR Error compiling script (new function): user_script:1: malformed number near '1..2'
            > EVAL "return 0x" 0
            -ERR Error compiling script (new function): user_script:1: malformed number near '0x'
            > EVAL "goto x" 0
            -ERR Error compiling script (new function): user_script:1: '=' expected near 'x'
            > EVAL "f() = 1" 0
            -ERR Error compiling script (new function): user_script:1: unexpected symbol near '='
            > EVAL "local x <const> = 1" 0
            -ERR Error compiling script (new function): user_script:1: unexpected symbol near '<'
            > EVAL "return 7//2" 0
            -ERR Error compiling script (new function): user_script:1: unexpected symbol near '/'
            """;

    @Test
    void valuesAndTablesAreThoseOfLua51(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(VALUES);
        }
    }

    @Test
    void stringsAndLibrariesAreThoseOfLua51(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(TEXT);
        }
    }

    @Test
    void textsAreReadAndRefusedAsByLua51(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(SYNTAX);
        }
    }
}
