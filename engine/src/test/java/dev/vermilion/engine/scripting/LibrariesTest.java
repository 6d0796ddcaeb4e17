package dev.vermilion.engine.scripting;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** The libraries of scripts, by what redis-server answers. */
@EveryRedis
class LibrariesTest {

    private static final String CJSON = """
            > EVAL "return cjson.encode({1,2,{a=1}})" 0
            [1,2,{"a":1}]
            > EVAL "return cjson.encode({[1]=1,[3]=3})" 0
            [1,null,3]
            > EVAL "return cjson.encode({[1]=1,[300]=3})" 0
            -ERR user_script:1: Cannot serialise table: excessively sparse array script: 1f8fca1382aadefe2eb2b80842eb8cfbce005400, on @user_script:1.
            > EVAL "return cjson.encode({a=1,b=2.5,c=ARGV[1],d=true,e=cjson.null})" 0 "x\\"y/\\\\\\x01\\n"
            {"a":1,"c":"x\\"y\\/\\\\\\u0001\\n","b":2.5,"e":null,"d":true}
            > EVAL "return cjson.encode({})" 0
            {}
            > EVAL "return cjson.encode(1e15)" 0
            1e+15
            > EVAL "return cjson.encode(0/0)" 0
            -ERR user_script:1: Cannot serialise number: must not be NaN or Inf script: d3f8d4e745d6587b04e9dd216e0d4631f0a306d9, on @user_script:1.
            > EVAL "return cjson.encode({[true]=1})" 0
            -ERR user_script:1: Cannot serialise boolean: table key must be a number or string script: 376a640005c8509c694166527ca834359bf69aa8, on @user_script:1.
            > EVAL "return cjson.encode(tostring)" 0
            -ERR user_script:1: Cannot serialise function: type not supported script: 258fb2ba63f83b7e918b6fb359f2e85287e4d7ad, on @user_script:1.
            > EVAL "return cjson.encode()" 0
            -ERR user_script:1: bad argument #1 to 'encode' (expected 1 argument) script: fc593ea31f478c7ed65c77495cc63edeb9153530, on @user_script:1.
            > EVAL "return cjson.encode(1,2)" 0
            -ERR user_script:1: bad argument #1 to 'encode' (expected 1 argument) script: 9796fc0f4acc8ba1f9133e705bfd4aa24561765a, on @user_script:1.
            > EVAL "return cjson.encode({name='x',list={1,'two',{three=3}},nested={deep={deeper=true}}})" 0
            {"nested":{"deep":{"deeper":true}},"name":"x","list":[1,"two",{"three":3}]}
            > EVAL "return cjson.decode(ARGV[1])" 0 "[1,2"
            -ERR user_script:1: Expected comma or array end but found T_END at character 5 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1]).a[4]" 0 "{\\"a\\":[1,null,true,\\"x\\"]}"
            x
            > EVAL "return cjson.decode(ARGV[1])" 0 "{a:1}"
            -ERR user_script:1: Expected object key string but found invalid token at character 2 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 ""
            -ERR user_script:1: Expected value but found T_END at character 1 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "nul"
            -ERR user_script:1: Expected value but found invalid token at character 1 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "[1] x"
            -ERR user_script:1: Expected the end but found invalid token at character 5 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "{\\"a\\" 1}"
            -ERR user_script:1: Expected colon but found T_NUMBER at character 6 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "{\\"a\\":1,}"
            -ERR user_script:1: Expected object key string but found T_OBJ_END at character 8 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "[1,]"
            -ERR user_script:1: Expected value but found T_ARR_END at character 4 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "[1 2]"
            -ERR user_script:1: Expected comma or array end but found T_NUMBER at character 4 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "\\"abc"
            -ERR user_script:1: Expected value but found unexpected end of string at character 5 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "\\"a\\\\qb\\""
            -ERR user_script:1: Expected value but found invalid escape code at character 3 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "\\"a\\\\u12\\""
            -ERR user_script:1: Expected value but found invalid unicode escape code at character 3 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return tostring(cjson.decode(ARGV[1]))" 0 "1e400"
            inf
            > EVAL "return tostring(cjson.decode(ARGV[1]))" 0 "0x10"
            16
            > EVAL "return tostring(cjson.decode(ARGV[1])[1])" 0 "[Infinity,-NaN]"
            inf
            > EVAL "return tostring(cjson.decode(ARGV[1]))" 0 "-1.5e2"
            -150
            > EVAL "return cjson.decode(ARGV[1])" 0 "\\"\\\\u00e9\\\\ud83d\\\\ude00\\""
            é😀
            > EVAL "return cjson.decode(ARGV[1])" 0 "\\"\\\\ud83d\\""
            -ERR user_script:1: Expected value but found invalid unicode escape code at character 2 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "return cjson.decode(ARGV[1])" 0 "\\"\\\\udc00\\""
            -ERR user_script:1: Expected value but found invalid unicode escape code at character 2 script: 3684ed04c5bb8f36046ee1478f879f8d73dc1bd2, on @user_script:1.
            > EVAL "local t={} for i=1,1001 do t={t} end return cjson.encode(t)" 0
            -ERR user_script:1: Cannot serialise, excessive nesting (1001) script: 5c8c63936d4978f4e934e84e103ab09f606f8ac2, on @user_script:1.
            > EVAL "return cjson.decode(string.rep('[',1001))" 0
            -ERR user_script:1: Found too many nested data structures (1001) at character 1001 script: 3f9e99ea360e5a68adf972ec047746d5b9bda33e, on @user_script:1.
            > EVAL "return {cjson.encode_max_depth(),cjson.decode_max_depth(),cjson.encode_number_precision(),tostring(cjson.encode_keep_buffer()),tostring(cjson.encode_invalid_numbers()),tostring(cjson.decode_invalid_numbers()),cjson._NAME,cjson._VERSION}" 0
            [1000 1000 14 true false true cjson 2.1.0]
            > EVAL "return {cjson.encode_sparse_array()}" 0
            [nil 2 10]
            > EVAL "return tostring(cjson.null)" 0
            userdata: (nil)
            > EVAL "return cjson.encode({1.5,1/3,100000000000000000000,-0,123456789012})" 0
            [1.5,0.33333333333333,1e+20,-0,123456789012]
            > EVAL "return cjson.encode({[1]=1,x=2})" 0
            {"1":1,"x":2}
            > EVAL "return cjson.encode({[1.5]=1})" 0
            {"1.5":1}
            > EVAL "return cjson.encode(cjson.decode(ARGV[1]))" 0 "{\\"a\\":[],\\"b\\":{},\\"c\\":null,\\"d\\":[1,[2,[3]]]}"
            {"a":{},"d":[1,[2,[3]]],"c":null,"b":{}}
            """;

    private static final String CMSGPACK = """
            > EVAL "return {cmsgpack.unpack(cmsgpack.pack(1,'a'))}" 0
            [1 a]
            > EVAL "local s='' for c in cmsgpack.pack(1,'a',{1,2},{a=1},true,nil,1.5,0.1,-1,-100,-1000,-100000,-5e9,300,70000,5e9,{}):gmatch('.') do s=s..string.format('%02x',c:byte()) end return s" 0
            01a16192010281a16101c3c0ca3fc00000cb3fb999999999999affd09cd1fc18d2fffe7960d3fffffffed5fa0e00cd012cce00011170cf000000012a05f20090
            > EVAL "return {cmsgpack.unpack_one(cmsgpack.pack(1,'a'))}" 0
            [1 1]
            > EVAL "return {cmsgpack.unpack_limit(cmsgpack.pack(1,'a',3),2)}" 0
            [3 1 a]
            > EVAL "return {cmsgpack.unpack_limit(cmsgpack.pack(1,'a',3),1,1)}" 0
            [3 a]
            > EVAL "return cmsgpack.unpack()" 0
            -ERR user_script:1: bad argument #1 to 'unpack' (string expected, got no value) script: 78103c0f3f46e5897cb5d2fad8dfb28bd38e0eeb, on @user_script:1.
            > EVAL "return cmsgpack.pack()" 0
            -ERR user_script:1: bad argument #0 to 'pack' (MessagePack pack needs input.) script: 6bc235afa55de88253e203cc5fe5844792e25209, on @user_script:1.
            > EVAL "return cmsgpack.unpack(string.char(0xd9,5))" 0
            -ERR user_script:1: Missing bytes in input. script: ffb4fc42bcd5957af8b9f7f9e42cf3c7bd17cf18, on @user_script:1.
            > EVAL "return cmsgpack.unpack(string.char(0xc1))" 0
            -ERR user_script:1: Bad data format in input. script: 2ac58dacf1d7b948cadb05031e34b96c0a0332a3, on @user_script:1.
            > EVAL "return {cmsgpack.unpack_limit('x',-1)}" 0
            -ERR user_script:1: Invalid request to unpack with offset of 0 and limit of 1. script: 81892cf88fc2d49c1783795b112fa2a7a6da8dd9, on @user_script:1.
            > EVAL "return {cmsgpack.unpack_limit('x',1,9)}" 0
            -ERR user_script:1: Start offset 9 greater than input length 1. script: b656c4371d2340d7025982302b4b30a5fbb3a567, on @user_script:1.
            > EVAL "local a={} a[1]=a return #cmsgpack.pack(a)" 0
            17
            """;

    private static final String STRUCT = """
            > EVAL "return {struct.unpack('>I2h',struct.pack('>I2h',1,-2))}" 0
            [1 -2 5]
            > EVAL "return struct.size('bBhHlLiIfds')" 0
            -ERR user_script:1: bad argument #1 to 'size' (option 's' has no fixed size) script: bb83181680f0e4daabe3af051fc2beeb207c90da, on @user_script:1.
            > EVAL "return struct.size('bBhHlLiIfdTx!8i8c10')" 0
            74
            > EVAL "return struct.pack('>i3z',1)" 0
            -ERR user_script:1: bad argument #1 to 'pack' (invalid format option 'z') script: 045b18afc3be286e3df6551809279e698c358bcd, on @user_script:1.
            > EVAL "return struct.pack('i40',1)" 0
            -ERR user_script:1: integral size 40 is larger than limit of 32 script: 8297a24baf5248612dc087892615212f5c1a3470, on @user_script:1.
            > EVAL "return struct.unpack('i4','abc')" 0
            -ERR user_script:1: bad argument #2 to 'unpack' (data string too short) script: ff8bf2cd96402084eeb9d2feb3b102e79fd49bee, on @user_script:1.
            > EVAL "return {struct.unpack('s',ARGV[1])}" 0 "abc\\x00def"
            [abc 5]
            > EVAL "return struct.pack('c0','abc')" 0
            abc
            > EVAL "return {struct.unpack('bc0',string.char(3)..'abcd')}" 0
            [abc 5]
            > EVAL "return struct.pack('q',1)" 0
            -ERR user_script:1: bad argument #1 to 'pack' (invalid format option 'q') script: 1b5cc12c9373f0c88806e2dfc2bf83162eb3a0a1, on @user_script:1.
            > EVAL "local s='' for c in struct.pack('!4bi4>h<H d',1,2,3,4,1.5):gmatch('.') do s=s..string.format('%02x',c:byte()) end return s" 0
            010000000200000000030400000000000000f83f
            > EVAL "return {struct.unpack('f',struct.pack('f',1.5))}" 0
            [1 5]
            > EVAL "return struct.pack('!3i4',1)" 0
            -ERR user_script:1: alignment 3 is not a power of 2 script: d16e3080aaa27ad172a4c7e06cca6bb7ab3709ce, on @user_script:1.
            > EVAL "return {struct.unpack('b','abc',9)}" 0
            -ERR user_script:1: bad argument #2 to 'unpack' (data string too short) script: b17c791812c513ecab1187b39155ee27c1bdf73e, on @user_script:1.
            """;

    private static final String BIT = """
            > EVAL "return bit.tohex(-1,-4)..bit.tohex(255)..bit.bswap(1)..' '..bit.rol(1,31)..' '..bit.arshift(-8,1)..' '..bit.tobit(2^32+5)" 0
            FFFF000000ff16777216 -2147483648 -4 5
            """;

    @Test
    void jsonIsReadAndWrittenAsByLuaCjson(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(CJSON);
        }
    }

    @Test
    void messagesArePackedAsByLuaCmsgpack(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(CMSGPACK);
        }
    }

    @Test
    void structuresArePackedAsInC(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(STRUCT);
        }
    }

    @Test
    void bitsAreThoseOf32BitIntegers(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(BIT);
        }
    }
}
