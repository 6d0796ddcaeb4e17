-- ARGV: token, message, the moment in ms. Keeps it in Redis, not in a worker's memory, until its time has come.
local old = redis.call('HGET', key('unacked'), ARGV[1])
if not old then return 0 end
release(ARGV[1])
forget(old)
redis.call('HSET', key('held'), ARGV[1], ARGV[2])
redis.call('ZADD', key('eta'), ARGV[3], ARGV[1])
return 1
