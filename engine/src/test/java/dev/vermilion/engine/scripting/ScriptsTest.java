package dev.vermilion.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EVAL and SCRIPT, by what redis-server answers. */
@EveryRedis
class ScriptsTest {

    private static final String RUNNING = """
            > EVAL "return 1" x
            -ERR value is not an integer or out of range
            > EVAL "return 1" -1
            -ERR Number of keys can't be negative
            > EVAL "return 1" 2 a
            -ERR Number of keys can't be greater than number of args
            > EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0
            -NOSCRIPT No matching script. Please use EVAL.
            > EVAL "#!lua\\nreturn 1" 0
            1
            > EVAL "#!lua flags=no-writes\\nreturn redis.call('set','a','b')" 0
            -ERR Write commands are not allowed from read-only scripts. script: 6acb400a50fe96e33eca4e0af6e9dcfb21193726, on @user_script:2.
            > EVAL "#!lua flags=foo\\nreturn 1" 0
            -ERR Unexpected flag in script shebang: foo
            > EVAL "#!py\\nreturn 1" 0
            -ERR Unexpected engine in script shebang: #!py
            > EVAL "#!lua foo=bar\\nreturn 1" 0
            -ERR Unknown lua shebang option: foo=bar
            > EVAL "#!lua" 0
            -ERR Invalid script shebang
            > EVAL_RO "return redis.call('set','a','b')" 0
            -ERR Write commands are not allowed from read-only scripts. script: ff967d0ae0e68b4f9e360fa91c54598bc25ad9b6, on @user_script:1.
            > EVAL_RO "#!lua\\nreturn 1" 0
            -ERR Can not execute a script with write flag using *_ro command.
            > EVAL "return redis.call('eval','return 1','0')" 0
            -ERR This Redis command is not allowed from script script: 1e5046f3a9119d3dc9cf5824428b6d9fedd305d2, on @user_script:1.
            > EVAL "return redis.call('multi')" 0
            -ERR This Redis command is not allowed from script script: c329a1a294be6bf95b44144f7502610661ae925a, on @user_script:1.
            > EVAL "return redis.call('config','get','x')" 0
            -ERR This Redis command is not allowed from script script: 6cf5c0738da24e66778a048e60b49d7218cc617b, on @user_script:1.
            > EVAL "return redis.call('config')" 0
            -ERR Wrong number of args calling Redis command from script script: 7606e80c4491d47b7e4d27375c865fbb82912077, on @user_script:1.
            > EVAL "return redis.call('config','nope')" 0
            -ERR Unknown Redis command called from script script: 0f22802afc812d11afc3110765c839297d4e8275, on @user_script:1.
            > EVAL "return redis.call('set',{},1)" 0
            -ERR Lua redis lib command arguments must be strings or integers script: 12e0efe2d45abadf1970283ca3dc784782db03cb, on @user_script:1.
            > EVAL "return redis.call('set','a',1.5)" 0
            OK
            > EVAL "return redis.call('get','a')" 0
            1.5
            > EVAL "return redis.call('set','a',10000000000000000)" 0
            OK
            > EVAL "return redis.call('get','a')" 0
            10000000000000000
            > EVAL "return redis.call('set','a',true)" 0
            -ERR Lua redis lib command arguments must be strings or integers script: 6042254a7ed323d02c5d9e79e8b146ed12a16975, on @user_script:1.
            > EVAL "return redis.sha1hex()" 0
            -ERR wrong number of arguments script: 3c7ce947ae74a835cc575b6ee87fb27503cb7ba4, on @user_script:1.
            > EVAL "return redis.sha1hex('x')" 0
            11f6ad8ec52a2984abaafd7c3b516503785c2072
            > EVAL "return redis.log()" 0
            -ERR redis.log() requires two arguments or more. script: 28e28bf25123668ac541f5eec91bf7ad3d2fe0bd, on @user_script:1.
            > EVAL "return redis.log('a','b')" 0
            -ERR First argument must be a number (log level). script: 0b33418de8f38b54c447ba6772ee3d6d6309b011, on @user_script:1.
            > EVAL "return redis.log(99,'b')" 0
            -ERR Invalid debug level. script: 58192368e9b1973eb950ac67e5d8eb32cf6df27e, on @user_script:1.
            > EVAL "return redis.setresp(4)" 0
            -ERR RESP version must be 2 or 3. script: 921c0a48021d97dfd5884aeea41875972c7804d9, on @user_script:1.
            > EVAL "return redis.setresp()" 0
            -ERR redis.setresp() requires one argument. script: 76da64e28014e7c9ad76db33c3918c53d81a3d7e, on @user_script:1.
            > EVAL "return redis.set_repl()" 0
            -ERR redis.set_repl() requires two arguments. script: 9504533b41060c143a92eb2f8878e77d33b6dc33, on @user_script:1.
            > EVAL "return redis.set_repl(99)" 0
            -ERR Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE. script: fae934173b6296d6836d5d5f52e192640f8897d9, on @user_script:1.
            > EVAL "return {redis.replicate_commands()}" 0
            [1]
            > EVAL "return redis.breakpoint()" 0
            nil
            > EVAL "return redis.debug('x')" 0
            nil
            > EVAL "return {redis.acl_check_cmd('set','a','b')}" 0
            [1]
            > EVAL "return redis.acl_check_cmd('nope')" 0
            -ERR Invalid command passed to redis.acl_check_cmd() script: 77c8b6c32d6c843f504d60c41ae0922f76f44378, on @user_script:1.
            > EVAL "return redis.error_reply()" 0
            -ERR wrong number or type of arguments
            > EVAL "return redis.error_reply('My')" 0
            -ERR My
            > EVAL "return redis.error_reply('x y')" 0
            -x y
            > EVAL "return redis.error_reply('-BAD x')" 0
            -BAD x
            > EVAL "return redis.status_reply({})" 0
            -ERR wrong number or type of arguments
            > EVAL "return redis.pcall('set','a')" 0
            -ERR Wrong number of args calling Redis command from script
            > EVAL "return redis.call('set','a')" 0
            -ERR Wrong number of args calling Redis command from script script: 68990c26510f449300ea04360b77feec1f073cc8, on @user_script:1.
            > EVAL "return redis.call()" 0
            -ERR Please specify at least one argument for this redis lib call script: 0a907e1429221a4d85516cab7fd219a82a9439d8, on @user_script:1.
            > EVAL "return redis.call('nope')" 0
            -ERR Unknown Redis command called from script script: f01f0776df71cc5b400c2268135aa7f30dce2e53, on @user_script:1.
            > EVAL "error('hi')" 0
            -ERR user_script:1: hi script: 69182155b37d47e14707caf1be65b6f12d041493, on @user_script:1.
            > EVAL "error({err='My Err'})" 0
            -My Err script: a059ab708ad4709a4f1c6aa12b1122498ee51704, on @user_script:1.
            > EVAL "error()" 0
            -ERR nil script: aca90d914519fdb9825352bdc0befb59f7c8510f, on @user_script:1.
            > EVAL "return foo" 0
            -ERR user_script:1: Script attempted to access nonexistent global variable 'foo' script: 47e30a5d10d5694f99208f9adc4fe3bf2450edbd, on @user_script:1.
            > EVAL "x=1" 0
            -ERR user_script:1: Attempt to modify a readonly table script: 7caf6056913504f0508c65faf2dc3f94ff65bcfd, on @user_script:1.
            > EVAL "redis.x=1" 0
            -ERR user_script:1: Attempt to modify a readonly table script: 5b2bc017c4ad02e0a4040b10e3482419e45c58b0, on @user_script:1.
            > EVAL "getmetatable('').__index=1" 0
            -ERR user_script:1: Attempt to modify a readonly table script: 6252c9f1f7b0d445012a0983d7595ca7470339b9, on @user_script:1.
            > EVAL "return {1,2,{3,'x',nil,4},3.99,true,false}" 0
            [1 2 [3 x] 3 1 nil]
            > EVAL "return {ok='fine'}" 0
            fine
            > EVAL "return {err='bad thing'}" 0
            -bad thing
            > EVAL "return 1 +" 0
            -ERR Error compiling script (new function): user_script:1: unexpected symbol near '<eof>'
            > EVAL "return {KEYS[1],KEYS[2],ARGV[1],#ARGV}" 2 a b c d
            [a b c 2]
            > EVAL "return redis.call('incr',KEYS[1])" 1 n
            1
            > EVAL "return redis.call('lrange','none',0,-1)" 0
            []
            > EVAL "return redis.call('hgetall','none')" 0
            []
            > EVAL "redis.call('select',3) redis.call('set','here',1) return redis.call('dbsize')" 0
            1
            > DBSIZE
            2
            > EVAL "redis.setresp(3) local r=redis.call('hgetall','nohash') return type(r.map)" 0
            table
            > EVAL "return redis.call('get','none')" 0
            nil
            > EVAL "local r=redis.call('get','none') return tostring(r)" 0
            false
            > EVAL "redis.setresp(3) local r=redis.call('get','none') return tostring(r)" 0
            nil
            > EVAL "return redis.call('ping')" 0
            PONG
            > EVAL "return redis.call('ping').ok" 0
            PONG
            > EVAL "redis.call('set','s','x') return redis.call('lpush','s','y')" 0
            -WRONGTYPE Operation against a key holding the wrong kind of value script: c443278a5359826ab0a1b08f22660d0a806fbd13, on @user_script:1.
            > EVAL "local ok,e=pcall(redis.call,'lpush','s','y') return e" 0
            WRONGTYPE Operation against a key holding the wrong kind of value
            > EVAL "return tostring(1e15)..' '..tostring(0.1)..' '..(2^53)" 0
            1e+15 0.1 9.007199254741e+15
            """;

    private static final String KEEPING = """
            > SCRIPT LOAD "return 1"
            e0e1f9fabfc9d4800c877a703b823ac0578ff8db
            > SCRIPT LOAD "return +"
            -ERR Error compiling script (new function): user_script:1: unexpected symbol near '+'
            > SCRIPT EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db x
            [1 0]
            > EVALSHA E0E1F9FABFC9D4800C877A703B823AC0578FF8DB 0
            1
            > SCRIPT FLUSH FOO
            -ERR SCRIPT FLUSH only support SYNC|ASYNC option
            > SCRIPT FLUSH ASYNC
            OK
            > SCRIPT EXISTS e0e1f9fabfc9d4800c877a703b823ac0578ff8db
            [0]
            > SCRIPT KILL
            -NOTBUSY No scripts in execution right now.
            > SCRIPT DEBUG no
            OK
            > SCRIPT DEBUG foo
            -ERR Use SCRIPT DEBUG YES/SYNC/NO
            > SCRIPT HELP
            [SCRIPT <subcommand> [<arg> [value] [opt] ...]. Subcommands are: DEBUG (YES|SYNC|NO)     Set the debug mode for subsequent scripts executed. EXISTS <sha1> [<sha1> ...]     Return information about the existence of the scripts in the script cache. FLUSH [ASYNC|SYNC]     Flush the Lua scripts cache. Very dangerous on replicas.     When called without the optional mode argument, the behavior is determined by the     lazyfree-lazy-user-flush configuration directive. Valid modes are:     * ASYNC: Asynchronously flush the scripts cache.     * SYNC: Synchronously flush the scripts cache. KILL     Kill the currently executing Lua script. LOAD <script>     Load a script into the scripts cache without executing it. HELP     Prints this help.]
            > MULTI
            OK
            > EVAL "return redis.call('incr','m')" 0
            QUEUED
            > EXEC
            [1]
            > EVAL "return {1,2,{double=1.5},{map={a=1}},{set={a=true}},{big_number='12'},{verbatim_string={string='x',format='txt'}}}" 0
            [1 2 1.5 [a 1] [a] 12 x]
            > EVAL "local t={} t[1]=1 t[2]=2 t.x=3 return t" 0
            [1 2]
            > EVAL "return -3.7" 0
            -3
            > EVAL "return redis.call('zadd','z',1,'a',2,'b')" 0
            2
            > EVAL "return redis.call('zrange','z',0,-1,'withscores')" 0
            [a 1 b 2]
            > EVAL "redis.setresp(3) return redis.call('zscore','z','a')" 0
            1
            > EVAL "return bit.band(7,3)" 0
            3
            > EVAL "return string.format('%5.2f|%s|%d',3.14159,'x',42)" 0
             3.14|x|42
            """;

    @Test
    void scriptsSeeOfRedisWhatRedisShows(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(RUNNING);
        }
    }

    @Test
    void commandsInScriptsDoNotDependOnTheOrderOfASet(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > SADD set d b aa a c azz
                    6
                    > EVAL "return redis.call('sort',KEYS[1],'by','_')" 1 set
                    [a aa azz b c d]
                    > EVAL "return bit.tohex(65535, -2147483648)" 0
                    0000FFFF
                    """);
        }
    }

    @Test
    void withoutTheReplicasThatItAsksForNeitherCommandsNorScriptsWrite(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CONFIG SET min-replicas-to-write 1
                    OK
                    > SET a 1
                    -NOREPLICAS Not enough good replicas to write.
                    > PING
                    PONG
                    > EVAL "return redis.call('get','a')" 1 a
                    nil
                    > EVAL "return redis.pcall('set','a',1)" 1 a
                    -NOREPLICAS Not enough good replicas to write.
                    > EVAL "#!lua\\nreturn 1" 0
                    -NOREPLICAS Not enough good replicas to write.
                    > EVAL "#!lua flags=no-writes\\nreturn 1" 0
                    1
                    > CONFIG SET min-replicas-to-write 0
                    OK
                    """);
        }
    }

    @Test
    void anErrorIsCountedOnceHoweverFarAScriptPassesItOn(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            for (String script : List.of(
                    "return redis.call('select',99)",
                    "return redis.pcall('select',99)",
                    "redis.pcall('select',99)",
                    "return redis.call('nosuch')",
                    "return redis.error_reply('ERR mine')")) {
                talk.run("CONFIG RESETSTAT");
                talk.run("EVAL \"" + script + "\" 0");
                assertThat(talk.run("INFO errorstats")).as(script).contains("errorstat_ERR:count=1");
            }
        }
    }

    @Test
    void scriptsAreKeptByTheirSha1(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(KEEPING);
        }
    }
}
