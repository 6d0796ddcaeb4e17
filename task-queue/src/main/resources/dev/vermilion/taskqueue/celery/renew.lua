-- ARGV: token, lease in ms. Returns 1, or 0 if the lease had ended.
if redis.call('HEXISTS', key('unacked'), ARGV[1]) == 0 then return 0 end
redis.call('ZADD', key('unacked_index'), text(now() + tonumber(ARGV[2])), ARGV[1])
return 1
