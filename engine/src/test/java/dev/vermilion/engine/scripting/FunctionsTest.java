package dev.vermilion.engine.scripting;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** FUNCTION and FCALL, by what redis-server answers. */
@EveryRedis
class FunctionsTest {

    private static final String LIBRARIES = """
            > FUNCTION FLUSH
            OK
            > FUNCTION LOAD "#!lua name=mylib\\nredis.register_function('f', function(keys,args) return {keys[1],args[1],#keys} end)"
            mylib
            > FUNCTION LIST LIBRARYNAME my*
            [[library_name mylib engine LUA functions [[name f description nil flags []]]]]
            > FUNCTION LOAD "#!lua name=mylib\\nredis.register_function('f', function(keys,args) return 1 end)"
            -ERR Library 'mylib' already exists
            > FUNCTION LOAD REPLACE "#!lua name=mylib\\nlocal function g(k,a) return redis.call('set',k[1],a[1]) end\\nredis.register_function{function_name='g', callback=g, flags={'no-writes'}, description='desc'}\\nredis.register_function('f', function(keys,args) return {keys[1],args[1],#keys} end)"
            mylib
            > FCALL f 1 k a
            [k a 1]
            > FCALL g 1 k a
            -ERR Write commands are not allowed from read-only scripts. script: g, on @user_function:2.
            > FCALL_RO f 1 k a
            -ERR Can not execute a script with write flag using *_ro command.
            > FCALL_RO g 1 k a
            -ERR Write commands are not allowed from read-only scripts. script: g, on @user_function:2.
            > FCALL nope 0
            -ERR Function not found
            > FCALL f 2 k
            -ERR Number of keys can't be greater than number of args
            > FCALL f x
            -ERR Bad number of keys provided
            > FUNCTION LIST FOO
            -ERR Unknown argument FOO
            > FUNCTION STATS
            [running_script nil engines [LUA [libraries_count 1 functions_count 2]]]
            > FUNCTION LOAD "return 1"
            -ERR Missing library metadata
            > FUNCTION LOAD "#!lua\\nreturn 1"
            -ERR Library name was not given
            > FUNCTION LOAD "#!lua name=x"
            -ERR Invalid library metadata
            > FUNCTION LOAD "#!lua name=x\\nreturn 1"
            -ERR No functions registered
            > FUNCTION LOAD "#!lua name=x y=z\\nreturn 1"
            -ERR Invalid metadata value given: y=z
            > FUNCTION LOAD "#!lua name=x-y\\nreturn 1"
            -ERR Library names can only contain letters, numbers, or underscores(_) and must be at least one character long
            > FUNCTION LOAD "#!py name=x\\nreturn 1"
            -ERR Engine 'py' not found
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function('f', function() return 1 end)"
            -ERR Function f already exists
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function('bad name', function() return 1 end)"
            -ERR Error registering functions: ERR Library names can only contain letters, numbers, or underscores(_) and must be at least one character long
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function('a')"
            -ERR Error registering functions: ERR calling redis.register_function with a single argument is only applicable to Lua table (representing named arguments).
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function('a', 1)"
            -ERR Error registering functions: ERR second argument to redis.register_function must be a function
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function{}"
            -ERR Error registering functions: ERR redis.register_function must get a function name argument
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function{function_name='a'}"
            -ERR Error registering functions: ERR redis.register_function must get a callback argument
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function{function_name='a',callback=function() end,flags={'nope'}}"
            -ERR Error registering functions: ERR unknown flag given
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function{function_name='a',callback=function() end,foo=1}"
            -ERR Error registering functions: ERR unknown argument given to redis.register_function
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function('a', function() end) redis.register_function('a', function() end)"
            -ERR Error registering functions: ERR Function already exists in the library
            > FUNCTION LOAD "#!lua name=x\\nredis.call('get','a')"
            -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global variable 'call'
            > FUNCTION LOAD "#!lua name=x\\nerror('boom')"
            -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global variable 'error'
            > FUNCTION LOAD "#!lua name=x\\nlocal x ="
            -ERR Error compiling function: user_function:2: unexpected symbol near '<eof>'
            > FUNCTION LOAD "#!lua name=x\\nfoo=1"
            -ERR Error registering functions: ERR user_function:2: Attempt to modify a readonly table
            > FUNCTION LOAD "#!lua name=x\\nreturn foo"
            -ERR Error registering functions: ERR user_function:2: Script attempted to access nonexistent global variable 'foo'
            > FUNCTION LOAD "#!lua name=x\\nwhile true do end"
            -ERR Error registering functions: ERR FUNCTION LOAD timeout
            > FUNCTION LOAD FOO "#!lua name=x\\nreturn 1"
            -ERR Unknown option given: FOO
            > FUNCTION LOAD "#!lua name=x\\nredis.register_function('err', function() return redis.call('get') end) redis.register_function('glob', function() y=1 end) redis.register_function('er2', function() error('x') end) redis.register_function('up', function(k,a) return string.upper(a[1]) end) redis.register_function('late', function() return redis.register_function('z', function() end) end)"
            x
            > FCALL err 0
            -ERR Wrong number of args calling Redis command from script script: err, on @user_function:2.
            > FCALL glob 0
            -ERR user_function:2: Attempt to modify a readonly table script: glob, on @user_function:2.
            > FCALL er2 0
            -ERR user_function:2: x script: er2, on @user_function:2.
            > FCALL up 0 abc
            ABC
            > FCALL late 0
            -ERR user_function:2: attempt to call field 'register_function' (a nil value) script: late, on @user_function:2.
            > FUNCTION DELETE nope
            -ERR Library not found
            > FUNCTION DELETE x
            OK
            > FCALL up 0 abc
            -ERR Function not found
            > FUNCTION FLUSH FOO
            -ERR FUNCTION FLUSH only supports SYNC|ASYNC option
            > FUNCTION KILL
            -NOTBUSY No scripts in execution right now.
            > FUNCTION FLUSH ASYNC
            OK
            > FUNCTION LIST
            []
            > FUNCTION HELP
            [FUNCTION <subcommand> [<arg> [value] [opt] ...]. Subcommands are: LOAD [REPLACE] <FUNCTION CODE>     Create a new library with the given library name and code. DELETE <LIBRARY NAME>     Delete the given library. LIST [LIBRARYNAME PATTERN] [WITHCODE]     Return general information on all the libraries:     * Library name     * The engine used to run the Library     * Library description     * Functions list     * Library code (if WITHCODE is given)     It also possible to get only function that matches a pattern using LIBRARYNAME argument. STATS     Return information about the current function running:     * Function name     * Command used to run the function     * Duration in MS that the function is running     If no function is running, return nil     In addition, returns a list of available engines. KILL     Kill the current running function. FLUSH [ASYNC|SYNC]     Delete all the libraries.     When called without the optional mode argument, the behavior is determined by the     lazyfree-lazy-user-flush configuration directive. Valid modes are:     * ASYNC: Asynchronously flush the libraries.     * SYNC: Synchronously flush the libraries. DUMP     Return a serialized payload representing the current libraries, can be restored using FUNCTION RESTORE command RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]     Restore the libraries represented by the given payload, it is possible to give a restore policy to     control how to handle existing libraries (default APPEND):     * FLUSH: delete all existing libraries.     * APPEND: appends the restored libraries to the existing libraries. On collision, abort.     * REPLACE: appends the restored libraries to the existing libraries, On collision, replace the old       libraries with the new libraries (notice that even on this option there is a chance of failure       in case of functions name collision with another library). HELP     Prints this help.]
            """;

    @Test
    void librariesAreLoadedCalledAndRemoved(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(LIBRARIES);
        }
    }
}
