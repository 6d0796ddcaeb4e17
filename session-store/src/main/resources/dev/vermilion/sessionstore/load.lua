-- Reads a session and renews it: it lasts for the idle time from now, but not beyond its absolute end.
-- KEYS: session, index, generation    ARGV: hash    Answers fields and values and the time, or nothing.
local fields = redis.call('HGETALL', KEYS[1])
if #fields == 0 then
    return fields
end
local session = {}
for i = 1, #fields, 2 do
    session[fields[i]] = fields[i + 1]
end
if session.generation ~= (redis.call('GET', KEYS[3]) or '0') then
    redis.call('DEL', KEYS[1])
    redis.call('ZREM', KEYS[2], ARGV[1])
    return {}
end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local ends = math.min(now + session.idle, tonumber(session['end']))
redis.call('HSET', KEYS[1], 'seen', now)
redis.call('PEXPIREAT', KEYS[1], ends)
redis.call('ZADD', KEYS[2], 'XX', ends, ARGV[1])
if redis.call('PEXPIRETIME', KEYS[2]) < ends then
    redis.call('PEXPIREAT', KEYS[2], ends)
end
fields[#fields + 1] = 'now'
fields[#fields + 1] = tostring(now)
return fields
