-- ARGV: token. Returns 1, or 0 if the lease had ended.
local message = redis.call('HGET', key('unacked'), ARGV[1])
if message then forget(message) end
return release(ARGV[1])
