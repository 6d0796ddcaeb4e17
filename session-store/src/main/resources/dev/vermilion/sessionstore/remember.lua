-- Takes a remember-me token and puts the next one in its place.
-- KEYS: series    ARGV: hash of the token shown, hash of the next one, grace ms
-- Answers 'next' if the next one counts now, 'again' if the one shown was good a moment ago, 'stolen' or 'unknown'.
local series = redis.call('HMGET', KEYS[1], 'token', 'before', 'changed')
if not series[1] then
    return 'unknown'
end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if series[1] == ARGV[1] then
    redis.call('HSET', KEYS[1], 'token', ARGV[2], 'before', ARGV[1], 'changed', now)
    return 'next'
end
if series[2] == ARGV[1] and now - series[3] < tonumber(ARGV[3]) then
    return 'again' -- two requests of one browser at the same time
end
return 'stolen'
