-- Makes a session, and enters it into the user's index; the oldest go where a user would have too many.
-- KEYS: session, index, generation    ARGV: hash, idle ms, absolute ms, most sessions, prefix of session keys, field, value, ...
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local ends = now + math.min(tonumber(ARGV[2]), tonumber(ARGV[3]))
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('HSET', KEYS[1], 'created', now, 'seen', now, 'idle', ARGV[2], 'end', now + ARGV[3],
    'generation', redis.call('GET', KEYS[3]) or '0', unpack(ARGV, 6))
redis.call('PEXPIREAT', KEYS[1], ends)
redis.call('ZADD', KEYS[2], ends, ARGV[1])
local surplus = redis.call('ZCARD', KEYS[2]) - ARGV[4]
for _, hash in ipairs(surplus > 0 and redis.call('ZRANGE', KEYS[2], 0, surplus - 1) or {}) do
    if hash ~= ARGV[1] then
        redis.call('DEL', ARGV[5] .. hash)
        redis.call('ZREM', KEYS[2], hash)
    end
end
redis.call('PEXPIREAT', KEYS[2], redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')[2])
return now
