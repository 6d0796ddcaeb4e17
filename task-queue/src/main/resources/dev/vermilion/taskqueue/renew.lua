-- ARGV: id, token. Returns 'held', 'cancel' or 'lost'.
if not holds(ARGV[1], ARGV[2]) then return 'lost' end
local untilTime = text(now() + tonumber(get(ARGV[1], 'lease')))
set(ARGV[1], 'leaseUntil', untilTime)
redis.call('ZADD', key('active'), 'XX', untilTime, ARGV[1])
return get(ARGV[1], 'cancel') and 'cancel' or 'held'
