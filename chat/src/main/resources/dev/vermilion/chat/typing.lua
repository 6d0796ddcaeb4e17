-- Says that somebody types, which is over after a while, or at once.
-- KEYS: typing    ARGV: user, milliseconds, room id, channel
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if tonumber(ARGV[2]) > 0 then
    redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
else
    redis.call('ZREM', KEYS[1], ARGV[1])
end
redis.call('PUBLISH', ARGV[4], ARGV[3] .. '||0|' .. cjson.encode({ type = 'typing', room = ARGV[3], user = ARGV[1], millis = tonumber(ARGV[2]) }))
return redis.call('ZCARD', KEYS[1])
