-- Renews, ends or only checks leases; tells everyone if that changed who is there, and on how many devices.
-- KEYS: leases    ARGV: renew | end | check, member (user/device), milliseconds, channel
-- Returns who is there, as JSON: {"ada": 2}
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local changed = redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if ARGV[1] == 'renew' then
    changed = changed + redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
elseif ARGV[1] == 'end' then
    changed = changed + redis.call('ZREM', KEYS[1], ARGV[2])
end
local online = {}
for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local user = string.match(member, '^[^/]+')
    online[user] = (online[user] or 0) + 1
end
local json = cjson.encode(online)
if changed > 0 then
    redis.call('PUBLISH', ARGV[4], '||0|{"type":"presence","online":' .. json .. '}')
end
return json
